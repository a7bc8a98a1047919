import { expect, test } from "vitest";
import { draftOf, valuesOf } from "./draft.ts";

const schema = {
  parameters: [
    {
      name: "network",
      fields: [
        { name: "hostname", type: "TEXT" },
        { name: "password", type: "PASSWORD" },
      ],
    },
  ],
  attributes: [{ name: "concurrency", fields: [{ name: "max-connections", type: "NUMERIC" }] }],
};
const stored = {
  name: "PC",
  parentIdentifier: "4",
  parameters: { hostname: "pc.example", "of-another-release": "1" },
  attributes: { "max-connections": null, weight: "3" },
};

test("a connection that is opened and saved unchanged stays as it is, unknown parameters included", () => {
  expect(draftOf(valuesOf(stored, schema), schema)).toEqual({
    name: "PC",
    parentIdentifier: "4",
    protocol: "rdp",
    parameters: { hostname: "pc.example", "of-another-release": "1" },
    attributes: { weight: "3" },
  });
});

test("every field of the schema has a value, so that the form can tell what was changed", () => {
  const values = valuesOf(stored, schema);
  expect(values.parameters).toEqual({ hostname: "pc.example", password: "", "of-another-release": "1" });
  expect(values.attributes).toEqual({ "max-connections": "", weight: "3" });
});

test("spaces around entries are dropped, but belong to a password", () => {
  const values = valuesOf(stored, schema);
  values.name = " PC 2 ";
  values.parameters = { hostname: " a ", password: " b " };
  const draft = draftOf(values, schema);
  expect(draft.name).toBe("PC 2");
  expect(draft.parameters).toEqual({ hostname: "a", password: " b " });
});
