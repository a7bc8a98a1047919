import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { planSession } from "../sessions/client-settings.ts";
import { ScriptedServer, type ServerConnection } from "../sessions/testing/scripted-server.ts";
import { testCertificate } from "../sessions/testing/test-certificate.ts";
import { testConnection } from "./connection-test.ts";
import type { TestStep } from "./step-log.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("../sessions/testing/scripted-client.ts")).ScriptedClient,
}));

let server: ScriptedServer;
beforeEach(async () => {
  server = await ScriptedServer.listen();
});
afterEach(() => server.close());

const attach = {
  protocol: 1,
  display: { width: 1280, height: 800, scale: 100 },
  timezone: "UTC",
  lockKeys: 0,
  decodes: { avc: "none" },
} as const;

function start(parameters: Record<string, string> = {}, pinned = async (shown: string) => shown): Promise<TestStep[]> {
  const stored = { hostname: "127.0.0.1", port: String(server.port), "ignore-cert": "true", ...parameters };
  const connection = { identifier: "1", name: "c", protocol: "rdp", parameters: stored };
  return testConnection(planSession(connection, {}, attach, new Date()), pinned);
}

/** The server's side up to the end of TLS. */
async function secured(): Promise<ServerConnection> {
  const connection = await server.connection();
  await connection.call("start");
  connection.send({ type: "step", step: "negotiating" }, { type: "step", step: "securing" });
  await connection.startTls(testCertificate);
  return connection;
}

const outcomes = (steps: readonly TestStep[]) => steps.map(({ outcome }) => outcome);

test("proves the password, and says what was seen on the way", async () => {
  const steps = start({ username: "m", password: "p" });
  const connection = await secured();
  await connection.call("tlsEstablished");
  connection.send({ type: "step", step: "authenticating" }, { type: "ended" });
  expect(await steps).toMatchObject([
    { name: "resolve", outcome: "done" },
    { name: "connect", outcome: "done" },
    { name: "negotiate", outcome: "done", detail: "NLA (CredSSP)" },
    { name: "secure", outcome: "done", detail: expect.stringContaining(`sha256:${testCertificate.fingerprint}`) },
    { name: "authenticate", outcome: "done" },
  ]);
});

test("tells a wrong password", async () => {
  const steps = start({ username: "m", password: "p" });
  const connection = await secured();
  await connection.call("tlsEstablished");
  const failure = { code: "wrong-credentials", detail: "STATUS_LOGON_FAILURE", message: "" };
  connection.send({ type: "step", step: "authenticating" }, { type: "ended", failure });
  expect((await steps).at(-1)).toMatchObject({
    name: "authenticate",
    outcome: "failed",
    code: "wrong-credentials",
    detail: "STATUS_LOGON_FAILURE",
  });
});

test("tries no account that is not given", async () => {
  const steps = start();
  const connection = await secured();
  await connection.call("tlsEstablished");
  connection.send({ type: "step", step: "authenticating" }, { type: "credentialsNeeded", fields: [] });
  expect((await steps).at(-1)).toMatchObject({ name: "authenticate", outcome: "skipped", code: "credentials-missing" });
});

test("tries no account where the server asks for it later", async () => {
  const steps = start();
  const connection = await secured();
  await connection.call("tlsEstablished");
  connection.send({ type: "ended" });
  expect(await steps).toMatchObject([{}, {}, { detail: "TLS" }, { outcome: "done" }, { outcome: "skipped" }]);
});

test("does not go on with a certificate that is not trusted", async () => {
  const steps = start({ "ignore-cert": "false" });
  await secured();
  const [, , , secure, authenticate] = await steps;
  expect(secure).toMatchObject({ outcome: "failed", code: "certificate-refused" });
  expect(secure?.detail).toMatch(/^DEPTH_ZERO_SELF_SIGNED_CERT; .*CN=desktop\.test/);
  expect(authenticate?.outcome).toBe("skipped");
});

test("compares with the certificate that was seen first", async () => {
  const steps = start({ "ignore-cert": "false", "cert-tofu": "true" }, async () => "another");
  await secured();
  expect((await steps)[3]).toMatchObject({ outcome: "failed", code: "certificate-refused" });
});

test("tells that nobody listens", async () => {
  const port = String(server.port);
  server.close();
  const steps = await start({ port });
  expect(outcomes(steps)).toEqual(["done", "failed", "skipped", "skipped", "skipped"]);
  expect(steps[1]?.code).toBe("port-closed");
});

test("tells that the name is unknown", async () => {
  const steps = await start({ hostname: "desktop.invalid" });
  expect(outcomes(steps)).toEqual(["failed", "skipped", "skipped", "skipped", "skipped"]);
  expect(steps[0]?.code).toBe("host-unknown");
});

test("does not wait for ever", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const steps = start();
    const connection = await server.connection();
    await connection.call("start");
    const echo = `${JSON.stringify({ call: "echo", given: [] })}\n`;
    connection.send({ type: "step", step: "negotiating" }, { type: "send", bytes: echo });
    await connection.call("echo");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await steps).toMatchObject([{}, {}, { name: "negotiate", outcome: "failed", code: "no-answer" }, {}, {}]);
    await connection.closed;
  } finally {
    vi.useRealTimers();
  }
});
