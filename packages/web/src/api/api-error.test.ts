import { expect, test } from "vitest";
import { errorOf } from "./api-error.ts";

function answer(status: number, body: unknown): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
}

test("an error of the API keeps its type, key and expected fields", async () => {
  const error = await errorOf(
    answer(403, {
      message: "Expired.",
      translatableMessage: { key: "LOGIN.INFO_PASSWORD_EXPIRED", variables: null },
      expected: [{ name: "new-password", type: "PASSWORD" }],
      type: "INSUFFICIENT_CREDENTIALS",
    }),
  );
  expect(error).toMatchObject({
    type: "INSUFFICIENT_CREDENTIALS",
    status: 403,
    key: "LOGIN.INFO_PASSWORD_EXPIRED",
    expected: [{ name: "new-password", type: "PASSWORD" }],
    detail: "Expired.",
  });
});

test("an error that Guacamole does not translate says what the server says", async () => {
  const error = await errorOf(
    answer(400, {
      message: null,
      translatableMessage: { key: "APP.TEXT_UNTRANSLATED", variables: { MESSAGE: "No." } },
      type: "BAD_REQUEST",
    }),
  );
  expect(error.detail).toBe("No.");
});

test("a reverse proxy without its gateway is a server that does not answer", async () => {
  expect((await errorOf(answer(502, "<html>Bad Gateway</html>"))).type).toBe("UNREACHABLE");
  expect((await errorOf(answer(504, ""))).type).toBe("UNREACHABLE");
});

test("anything else is unexpected", async () => {
  expect((await errorOf(answer(404, "<html>Not Found</html>"))).type).toBe("UNEXPECTED");
  expect((await errorOf(answer(500, "null"))).type).toBe("UNEXPECTED");
});
