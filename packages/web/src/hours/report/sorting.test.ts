import { expect, test } from "vitest";
import type { HoursLine } from "../../api/hours.ts";
import type { ReportColumn } from "./columns.ts";
import { sortedLines } from "./sorting.ts";

const planned: Readonly<Record<string, number | null>> = { "agent 10": 5, "Agent 2": null, Élise: 7, zo: 5 };
const lines = Object.keys(planned).map((name) => ({ name }) as HoursLine);
const columns = [{ key: "planned", value: ({ name }: HoursLine) => planned[name] ?? null } as ReportColumn];
const order = (sort: string) => sortedLines(lines, columns, sort, "fr").map(({ name }) => name);

test("names as people sort them", () => {
  expect(order("name")).toEqual(["Agent 2", "agent 10", "Élise", "zo"]);
  expect(order("-name")).toEqual(["zo", "Élise", "agent 10", "Agent 2"]);
  expect(order("unknown")).toEqual(order("name"));
});

test("what is not known comes last, both ways; the same are in the order of their names", () => {
  expect(order("planned")).toEqual(["agent 10", "zo", "Élise", "Agent 2"]);
  expect(order("-planned")).toEqual(["Élise", "agent 10", "zo", "Agent 2"]);
});
