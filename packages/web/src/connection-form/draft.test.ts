import { expect, test } from "vitest";
import { changeOf, type FormStart, newConnectionOf, triedParameters, valuesOf } from "./draft.ts";

const schema = {
  parameters: [
    {
      name: "network",
      fields: [
        { name: "hostname", type: "TEXT" },
        { name: "username", type: "TEXT" },
        { name: "password", type: "PASSWORD" },
        { name: "gateway-password", type: "PASSWORD" },
      ],
    },
  ],
  attributes: [{ name: "concurrency", fields: [{ name: "max-connections", type: "NUMERIC" }] }],
};
const stored: FormStart = {
  name: "PC",
  parentIdentifier: "4",
  protocol: "rdp",
  parameters: { hostname: "pc.example", "of-another-release": "1" },
  storedSecrets: ["password"],
  attributes: { "max-connections": null, weight: "3" },
};

function values(parameters: Record<string, string | null> = {}, attributes: Record<string, string> = {}) {
  const start = valuesOf(stored, schema);
  return {
    ...start,
    parameters: { ...start.parameters, ...parameters },
    attributes: { ...start.attributes, ...attributes },
  };
}

test("every field has a value, so that the form can tell what was changed; stored secrets are null", () => {
  expect(values().parameters).toEqual({
    hostname: "pc.example",
    username: "",
    password: null,
    "gateway-password": "",
    "of-another-release": "1",
  });
  expect(values().attributes).toEqual({ "max-connections": "", weight: "3" });
});

test("a connection that is saved as it was opened is not changed", () => {
  expect(changeOf(values(), stored, schema)).toEqual({});
});

test("only what was changed is sent; null removes", () => {
  const changed = {
    ...values({ hostname: " b ", "of-another-release": "" }, { weight: "", "max-connections": "2" }),
    name: " New ",
  };
  expect(changeOf(changed, stored, schema)).toEqual({
    name: "New",
    parameters: { hostname: "b", "of-another-release": null },
    attributes: { weight: null, "max-connections": "2" },
  });
  expect(changeOf({ ...values(), parentIdentifier: "ROOT" }, stored, schema)).toEqual({ parentIdentifier: "ROOT" });
});

test("a stored secret is replaced or removed, and spaces belong to it", () => {
  expect(changeOf(values({ password: " b " }), stored, schema)).toEqual({ parameters: { password: " b " } });
  expect(changeOf(values({ password: "" }), stored, schema)).toEqual({ parameters: { password: null } });
});

test("a copy takes everything over, and its secrets from the original", () => {
  expect(newConnectionOf(values(), stored, schema, "7")).toEqual({
    name: "PC",
    parentIdentifier: "4",
    protocol: "rdp",
    parameters: { hostname: "pc.example", "of-another-release": "1" },
    attributes: { weight: "3" },
    copySecretsOf: "7",
  });
});

test("a secret that was removed from a copy is not taken over", () => {
  expect(newConnectionOf(values({ password: "" }), stored, schema, "7").parameters?.password).toBeNull();
});

test("a test is made with what was entered, and with stored secrets by not naming them", () => {
  expect(triedParameters(values({ hostname: " b ", "gateway-password": " x " }), schema)).toEqual({
    hostname: "b",
    username: "",
    "gateway-password": " x ",
    "of-another-release": "1",
  });
  expect(triedParameters(values({ password: "" }), schema).password).toBe("");
});
