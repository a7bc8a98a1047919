import { expect, test } from "vitest";
import { listSearch, queryOf, searchOf } from "./list-search.ts";

const read = listSearch("group", "disabled");

test("an address that says nothing asks for the first page in the usual order", () => {
  expect(queryOf(read({}), "username")).toEqual({
    search: "",
    sort: "username",
    offset: 0,
    limit: 50,
    filters: {},
  });
});

test("an address and its query say the same", () => {
  const address = { search: "rakoto", sort: "-lastActive", page: 3, size: 100, group: "Ventes & Co", disabled: "true" };
  expect(read(address)).toEqual(address);
  const query = queryOf(address, "username");
  expect(query).toMatchObject({ offset: 200, limit: 100, filters: { group: "Ventes & Co", disabled: "true" } });
  expect(searchOf(query, "username")).toEqual(address);
});

test("what is as usual does not stand in the address", () => {
  const usual = { search: "", sort: "username", offset: 0, limit: 50, filters: { group: "" } };
  expect(searchOf(usual, "username")).toEqual({});
});

test("what makes no sense in an address is dropped", () => {
  expect(read({ page: -2, size: 7, sort: "name; drop", search: { a: 1 }, group: ["x"], other: "y" })).toEqual({});
  expect(read({ page: 1.5, search: "x".repeat(257) })).toEqual({});
});

test("numbers in an address are taken as the text that they were", () => {
  expect(read({ search: 201, group: 7 })).toEqual({ search: "201", group: "7" });
});
