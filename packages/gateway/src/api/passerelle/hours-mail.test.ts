import { afterAll, beforeAll, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { addPeople, type HoursPerson } from "../testing/hours-people.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const MAIL = "/api/passerelle/hours/mail";
const PLAN = {
  ...{ enabled: true, day: 3, hour: 7, zone: "Europe/Paris", language: "fr" },
  ...{ formats: ["xlsx"], recipients: ["paie@example.com"] },
};

let gateway: TestServer;
let tokens: Record<HoursPerson, string>;
beforeAll(async () => {
  gateway = await startTestServer();
  tokens = await addPeople(gateway);
}, OPEN_TIME);
afterAll(() => gateway.close());

test("a clerk plans the monthly mail, which is in the audit log", async () => {
  expect((await gateway.call(tokens.clerk, "GET", MAIL)).body).toMatchObject({
    enabled: false,
    smtp: { configured: false, from: null },
    last: null,
  });
  expect(await gateway.call(tokens.clerk, "PUT", MAIL, PLAN)).toMatchObject({ status: 204 });
  expect((await gateway.call(tokens.clerk, "GET", MAIL)).body).toMatchObject(PLAN);
  const audit = await gateway.database.queries
    .selectFrom("passerelle_audit")
    .select(["actor", "details"])
    .where("action", "=", "hours.mail")
    .execute();
  expect(audit).toEqual([{ actor: "clerk", details: PLAN }]);
});

test.each(["agent", "leader", "auditor"] as const)("%s may not", async (person) => {
  expect(await gateway.call(tokens[person], "GET", MAIL)).toMatchObject({ status: 403 });
  expect(await gateway.call(tokens[person], "PUT", MAIL, PLAN)).toMatchObject({ status: 403 });
  const recipient = { recipient: "a@example.com" };
  expect(await gateway.call(tokens[person], "POST", `${MAIL}/test`, recipient)).toMatchObject({ status: 403 });
});

test.each([
  ["nobody to send to", { recipients: [] }],
  ["a zone that is none", { zone: "Mars/Base" }],
  ["the 31st", { day: 31 }],
  ["no format", { formats: [] }],
  ["a format twice", { formats: ["csv", "csv"] }],
  ["an address with a header in it", { recipients: ["a@b\r\nBcc: x@example.com"] }],
  ["two addresses in one", { recipients: ["a@example.com,b@example.com"] }],
])("%s is refused", async (_, change) => {
  expect(await gateway.call(tokens.clerk, "PUT", MAIL, { ...PLAN, ...change })).toMatchObject({ status: 400 });
});

test("without a server a test says what to set", async () => {
  const { status, body } = await gateway.call(tokens.clerk, "POST", `${MAIL}/test`, { recipient: "a@example.com" });
  expect(status).toBe(400);
  expect(body.message).toContain("PASSERELLE_SMTP_HOST");
});
