import { expect, test } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { refusedField } from "./refused-field.ts";

const schema = { parameters: [{ name: "network", fields: [{ name: "port", type: "NUMERIC" }] }], attributes: [] };

test("a message that begins with a parameter's name is about that field", () => {
  const error = new ApiError("BAD_REQUEST", 400, { message: "port must be a whole number." });
  expect(refusedField(error, schema)).toBe("parameters.port");
});

test("other failures are about the whole form", () => {
  expect(refusedField(new ApiError("BAD_REQUEST", 400, { message: "The name exists." }), schema)).toBeUndefined();
  expect(refusedField(new ApiError("INTERNAL_ERROR", 500, { message: "port is in use" }), schema)).toBeUndefined();
  expect(refusedField(new ApiError("UNREACHABLE", 0), schema)).toBeUndefined();
  expect(refusedField(new Error("port"), schema)).toBeUndefined();
});
