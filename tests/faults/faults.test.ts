import { DesktopError, type HeadlessDesktop } from "@passerelle/headless";
import {
  type Fault,
  type FaultAction,
  type Playground,
  type PlaygroundOptions,
  refuseLicence,
  refuseNegotiation,
  startPlayground,
} from "@passerelle/playground";
import { NegotiationFailure } from "@passerelle/rdp";
import type { FailureCode } from "@passerelle/tunnel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../servers/ports.ts";
import { GatewayProcess } from "./gateway-process.ts";

/** A server that says nothing is given up after 20 seconds. */
const PATIENCE = 60_000;
const MEGABYTE = 1 << 20;
/** What the gateway may take more than before, whatever a server sends. */
const MEMORY_BOUND = 64 * MEGABYTE;

let gateway: GatewayProcess;
let healthyServer: Playground;
let healthy: HeadlessDesktop;
let names = 0;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
  healthyServer = await startPlayground();
  await gateway.addConnection("healthy", { port: String(healthyServer.port) });
  healthy = await gateway.open("healthy");
}, PATIENCE);

afterAll(async () => {
  await healthy?.disconnect();
  await healthyServer?.stop();
  await gateway?.stop();
});

/** Opens a desktop that is bound to end; the code that its user is told. */
async function endingOf(connection: string): Promise<string | undefined> {
  try {
    const desktop = await gateway.open(connection);
    await desktop.until(() => false, PATIENCE);
  } catch (error) {
    if (error instanceof DesktopError) return error.failure?.code ?? error.message;
    throw error;
  }
  return "none";
}

/** One session ends with this code; told once, closed in the history, and nobody else notices. */
async function expectEnding(parameters: Record<string, string>, code: FailureCode | readonly FailureCode[]) {
  const name = `fault ${++names}`;
  const identifier = await gateway.addConnection(name, parameters);
  expect([code].flat()).toContain(await endingOf(name));
  await gateway.untilEnded(identifier);
  expect(gateway.endings(identifier)).toHaveLength(1);
  expect([code].flat()).toContain(gateway.endings(identifier)[0]?.code);
  const rows = await gateway.history(identifier);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.endDate).not.toBeNull();
  await expectHealthy();
}

async function expectHealthy(): Promise<void> {
  const picture = healthy.nextPicture();
  await healthy.type("x", { patience: 10_000 });
  await picture;
}

async function withPlayground(options: PlaygroundOptions, use: (playground: Playground) => Promise<void>) {
  const playground = await startPlayground(options);
  try {
    await use(playground);
  } finally {
    await playground.stop();
  }
}

function expectFault(fault: Fault, code: FailureCode | readonly FailureCode[], parameters = {}): Promise<void> {
  return withPlayground({ fault }, ({ port }) => expectEnding({ port: String(port), ...parameters }, code));
}

const GARBAGE = Uint8Array.from({ length: 3000 }, (_, index) => (index * 167 + 89) & 0xff);
const ENDLESS = new Uint8Array(64 * 1024).fill(0x30);

test("a wrong password", { timeout: PATIENCE }, () =>
  withPlayground({}, ({ port }) =>
    expectEnding({ port: String(port), password: "wrong" }, ["wrong-credentials", "authentication-failed"]),
  ),
);

test("a wrong password without network level authentication", { timeout: PATIENCE }, () =>
  withPlayground({ security: "tls" }, ({ port }) =>
    expectEnding({ port: String(port), password: "wrong" }, "wrong-credentials"),
  ),
);

test("a host that has no address", { timeout: PATIENCE }, () =>
  expectEnding({ hostname: "desktop.invalid" }, "host-unknown"),
);

test("a port that nothing listens on", { timeout: PATIENCE }, async () =>
  expectEnding({ port: String(await freePort()) }, "port-closed"),
);

test("a certificate that is not trusted", { timeout: PATIENCE }, () =>
  withPlayground({}, ({ port }) => expectEnding({ port: String(port), "ignore-cert": "" }, "certificate-refused")),
);

test("a certificate other than the one that was pinned", { timeout: PATIENCE }, () =>
  withPlayground({ certificate: { name: "another" } }, ({ port }) =>
    expectEnding(
      { port: String(port), "ignore-cert": "", "cert-fingerprints": `sha256:${"00".repeat(32)}` },
      "certificate-refused",
    ),
  ),
);

test("a security mode that the server does not offer", { timeout: PATIENCE }, () =>
  withPlayground({ security: "nla" }, ({ port }) =>
    expectEnding({ port: String(port), security: "tls" }, "security-refused"),
  ),
);

test.each(Object.entries(NegotiationFailure))("negotiation refused: %s", { timeout: PATIENCE }, (_, code) =>
  expectFault(refuseNegotiation(code), "security-refused", { security: "tls" }),
);

test.each([2, 6, 8])("licence error %i", { timeout: PATIENCE }, (code) =>
  expectFault(refuseLicence(code), "licence-refused"),
);

test.each<[string, number, FailureCode]>([
  ["idle", 0x3, "idle-timeout"],
  ["logged on elsewhere", 0x5, "logged-off-elsewhere"],
  ["full", 0x6, "server-full"],
  ["denied", 0x7, "server-denied"],
  ["logged off", 0xc, "logged-off"],
])("the server tells why it ends: %s", { timeout: PATIENCE }, (_, code, expected) =>
  expectFault({ at: "desktop", action: { kind: "error-info", code } }, expected),
);

test("a server that denies the logon before there is a desktop", { timeout: PATIENCE }, () =>
  expectFault({ at: "capabilities", action: { kind: "error-info", code: 0x7 } }, "server-denied"),
);

const STAGES = [
  "negotiation",
  "tls",
  "authentication",
  "settings",
  "channels",
  "licensing",
  "capabilities",
  "finalization",
  "desktop",
] as const;
const CUT: readonly FailureCode[] = ["connection-lost", "tls-failed", "authentication-failed", "not-rdp"];
const NONSENSE: readonly FailureCode[] = ["protocol-error", "not-rdp", "tls-failed", "authentication-failed"];

test.each(STAGES)("a cut line: %s", { timeout: PATIENCE }, (at) => expectFault({ at, action: { kind: "cut" } }, CUT));

test.each(STAGES)("garbage: %s", { timeout: PATIENCE }, (at) =>
  expectFault({ at, action: { kind: "replace", bytes: GARBAGE } }, NONSENSE),
);

test.each(STAGES)("a server that sends without end and reads nothing: %s", { timeout: PATIENCE }, async (at) => {
  const before = await gateway.memory();
  await expectFault({ at, action: { kind: "flood", bytes: ENDLESS } }, [...NONSENSE, "connection-lost"]);
  expect((await gateway.memory()) - before).toBeLessThan(MEMORY_BOUND);
});

test.each(["negotiation", "settings", "channels", "licensing", "capabilities"] as const)(
  "a length that lies: %s",
  { timeout: PATIENCE },
  async (at) => {
    await expectFault({ at, action: { kind: "lying-length", length: 8 } }, NONSENSE);
  },
);

test.concurrent.each(STAGES.slice(0, -1))("a message that is never finished: %s", { timeout: PATIENCE }, (at) =>
  expectFault({ at, action: { kind: "unfinished" } }, ["no-answer", "tls-failed"]),
);

test.concurrent.each(STAGES.slice(0, -1))("a server that falls silent: %s", { timeout: PATIENCE }, (at) =>
  expectFault({ at, action: { kind: "silence" } }, ["no-answer", "tls-failed"]),
);

test("100 MB in one channel", { timeout: PATIENCE }, async () => {
  const before = await gateway.memory();
  const action: FaultAction = { kind: "huge-message", channel: "drdynvc", length: 100 * MEGABYTE };
  await expectFault({ at: "desktop", action }, "protocol-error");
  expect((await gateway.memory()) - before).toBeLessThan(MEMORY_BOUND);
});

test("a redirection to a server that is not there", { timeout: PATIENCE }, () => {
  const redirection = { targets: ["desktop.invalid"], sessionId: 1 };
  return expectFault({ at: "capabilities", action: { kind: "redirect", redirection } }, "host-unknown");
});

test("a slow server is waited for", { timeout: PATIENCE }, () =>
  withPlayground({ fault: { at: "negotiation", action: { kind: "slow", milliseconds: 100 } } }, async ({ port }) => {
    await gateway.addConnection("slow", { port: String(port) });
    const desktop = await gateway.open("slow");
    await desktop.until(() => desktop.figures.paints > 0);
    await desktop.disconnect();
  }),
);
