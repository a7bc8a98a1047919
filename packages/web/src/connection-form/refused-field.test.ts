import { expect, test } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { refusedField } from "./refused-field.ts";

const schema = {
  parameters: [{ name: "network", fields: [{ name: "port", type: "NUMERIC" }] }],
  attributes: [{ name: "concurrency", fields: [{ name: "weight", type: "NUMERIC" }] }],
};

test("a message that begins with the name of a parameter or an attribute is about that field", () => {
  const error = new ApiError("BAD_REQUEST", 400, { message: "port must be a whole number." });
  expect(refusedField(error, schema)).toBe("parameters.port");
  const other = new ApiError("BAD_REQUEST", 400, { message: "weight: not a number" });
  expect(refusedField(other, schema)).toBe("attributes.weight");
});

test("other failures are about the whole form", () => {
  expect(refusedField(new ApiError("BAD_REQUEST", 400, { message: "The name exists." }), schema)).toBeUndefined();
  expect(refusedField(new ApiError("INTERNAL_ERROR", 500, { message: "port is in use" }), schema)).toBeUndefined();
  expect(refusedField(new ApiError("UNREACHABLE", 0), schema)).toBeUndefined();
  expect(refusedField(new Error("port"), schema)).toBeUndefined();
});

test("a name that is taken is about the name", () => {
  const error = new ApiError("BAD_REQUEST", 400, { message: 'The connection "PC \n 1" already exists.' });
  expect(refusedField(error, schema)).toBe("name");
});
