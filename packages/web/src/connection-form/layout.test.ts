import { expect, test } from "vitest";
import { isApplicable, layoutOf, sectionKey } from "./layout.ts";

const text = (name: string) => ({ name, type: "TEXT" });
const parameters = [
  { name: "network", fields: [text("hostname"), text("port")] },
  { name: "display", fields: [text("width"), text("color-depth"), text("brand-new")] },
];

const attributes = [
  { name: "display", fields: [text("weight")] },
  { name: "guacd", fields: [text("guacd-hostname")] },
];
const schema = { parameters, attributes };

test("every field that is of use has one place, common ones first", () => {
  const { common, more } = layoutOf(schema);
  const shown = [...common, ...more].flatMap((section) => section.fields.map((field) => field.name));
  expect(shown.sort()).toEqual(["brand-new", "color-depth", "hostname", "port", "weight", "width"]);
  expect(common[0]?.fields.map((field) => field.name)).toEqual(["hostname", "port"]);
});

test("sections that have nothing left, or are of no use here, are not shown", () => {
  expect(layoutOf(schema).more.map(sectionKey)).toEqual(["parameters.display", "attributes.display"]);
});

test("the drive's folder appears with the drive", () => {
  expect(isApplicable("drive-path", {})).toBe(false);
  expect(isApplicable("drive-path", { "enable-drive": "true" })).toBe(true);
  expect(isApplicable("hostname", {})).toBe(true);
});

test("what has no effect yet is never among the common fields", () => {
  const early = [{ name: "network", fields: [text("hostname"), { ...text("port"), later: true }] }];
  const { common, more } = layoutOf({ parameters: early, attributes: [] });
  expect(common.flatMap((section) => section.fields.map((field) => field.name))).toEqual(["hostname"]);
  expect(more.map((section) => section.fields.map((field) => field.name))).toEqual([["port"]]);
});
