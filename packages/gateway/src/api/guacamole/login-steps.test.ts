import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../accounts/account-settings.ts";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let gateway: TestServer;

beforeAll(async () => {
  const { totp, passwordPolicy } = DEFAULT_ACCOUNT_SETTINGS;
  gateway = await startTestServer(
    "/nonexistent",
    {},
    {
      totp: { ...totp, required: true, issuer: "Desk" },
      passwordPolicy: { ...passwordPolicy, minLength: 8, requireDigit: true },
    },
  );
}, OPEN_TIME);
afterAll(() => gateway.close());

async function post(form: Record<string, string>) {
  const response = await gateway.server.inject({
    method: "POST",
    url: "/api/tokens",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ username: "admin", password: "admin", ...form }).toString(),
  });
  return { status: response.statusCode, body: response.json() };
}

test("a first login goes by its steps: a new password, an app, and then in", async () => {
  await gateway.database.queries.updateTable("guacamole_user").set({ expired: true }).execute();
  const expired = await post({});
  expect([expired.status, expired.body.type]).toEqual([403, "INSUFFICIENT_CREDENTIALS"]);

  const short = await post({ "new-password": "short", "confirm-new-password": "short" });
  expect(short.status).toBe(400);
  expect(short.body.translatableMessage).toEqual({
    key: "PASSWORD_POLICY.ERROR_TOO_SHORT",
    variables: { LENGTH: 8 },
  });

  const renewal = { "new-password": "long enough 1", "confirm-new-password": "long enough 1" };
  const enrolment = await post(renewal);
  expect([enrolment.status, enrolment.body.type]).toEqual([403, "INSUFFICIENT_CREDENTIALS"]);
  expect(enrolment.body.translatableMessage.key).toBe("TOTP.INFO_ENROLL_REQUIRED");
  const [field] = enrolment.body.expected;
  expect(field).toEqual({
    ...{
      name: "guac-totp",
      type: "GUAC_TOTP_CODE",
      username: "admin",
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    },
    ...{ digits: 6, issuer: "Desk", mode: "SHA1", period: 30 },
    keyUri: expect.stringMatching(/^otpauth:\/\/totp\/Desk:admin\?/),
    qrCode: expect.stringMatching(/^data:image\/png;base64,/),
  });

  const wrong = await post({ ...renewal, "guac-totp": "000000" });
  expect([wrong.status, wrong.body.type]).toEqual([400, "BAD_REQUEST"]);
  expect(wrong.body.translatableMessage.key).toBe("TOTP.INFO_VERIFICATION_FAILED");

  const code = new TOTP({ secret: field.secret }).generate();
  const signedIn = await post({ ...renewal, "guac-totp": code });
  expect(signedIn.status).toBe(200);
  expect(signedIn.body).toMatchObject({ username: "admin", dataSource: "postgresql" });
  expect(signedIn.body.recoveryCodes).toHaveLength(10);

  const asked = await post({ password: "long enough 1" });
  expect(asked.body.translatableMessage.key).toBe("TOTP.INFO_CODE_REQUIRED");
  expect(asked.body.expected).toEqual([{ name: "guac-totp", type: "GUAC_TOTP_CODE" }]);
  const recovered = await post({ password: "long enough 1", "guac-totp": signedIn.body.recoveryCodes[0] });
  expect(recovered.status).toBe(200);
  expect(recovered.body).not.toHaveProperty("recoveryCodes");
});
