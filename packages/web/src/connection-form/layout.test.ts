import { expect, test } from "vitest";
import { isApplicable, layoutOf } from "./layout.ts";

const text = (name: string) => ({ name, type: "TEXT" });
const forms = [
  { name: "network", fields: [text("hostname"), text("port")] },
  { name: "display", fields: [text("width"), text("color-depth"), text("brand-new")] },
];

test("every field of the schema has one place, common ones first", () => {
  const { common, more } = layoutOf(forms);
  const shown = [...common, ...more].flatMap((section) => section.fields.map((field) => field.name));
  expect(shown.sort()).toEqual(["brand-new", "color-depth", "hostname", "port", "width"]);
  expect(common[0]?.fields.map((field) => field.name)).toEqual(["hostname", "port"]);
});

test("sections that have nothing left are not shown", () => {
  expect(layoutOf(forms).more.map((form) => form.name)).toEqual(["display"]);
});

test("the drive's folder appears with the drive", () => {
  expect(isApplicable("drive-path", {})).toBe(false);
  expect(isApplicable("drive-path", { "enable-drive": "true" })).toBe(true);
  expect(isApplicable("hostname", {})).toBe(true);
});
