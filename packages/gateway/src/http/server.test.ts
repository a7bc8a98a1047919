import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../api/testing/test-server.ts";
import { OPEN_TIME } from "../database/testing/test-databases.ts";

const SCRIPT = "console.log('script')";

let folder: string;
let gateway: TestServer;
let address: string;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(folder, "assets", "index-abc.js"), SCRIPT);
  writeFileSync(join(folder, "assets", "index-abc.js.br"), brotliCompressSync(SCRIPT));
  gateway = await startTestServer(folder);
  address = await gateway.server.listen({ host: "127.0.0.1", port: 0 });
  token = await gateway.signIn("admin", "admin");
}, OPEN_TIME);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe("the page", () => {
  test.each([["/"], ["/guacamole/"]])("is served at %s, and asked for anew each time", async (path) => {
    const response = await fetch(address + path, { headers: { accept: "text/html" } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<title>page</title>");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("is isolated with its workers, which share memory", async () => {
    for (const path of ["/", "/assets/index-abc.js"]) {
      const { headers } = await fetch(address + path);
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });

  test("has its old address without a slash", async () => {
    const response = await fetch(`${address}/guacamole`, { redirect: "manual" });
    expect(response.headers.get("location")).toBe("/guacamole/");
  });

  test("has assets that are kept for ever, compressed by the build", async () => {
    const options = { url: "/guacamole/assets/index-abc.js", headers: { "accept-encoding": "br" } };
    const response = await gateway.server.inject(options);
    expect(response.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(response.rawPayload).toString()).toBe(SCRIPT);
    expect(response.headers["cache-control"]).toContain("immutable");
    expect(response.headers["content-type"]).toContain("javascript");
  });

  test.each([["/assets/gone.js"], ["/connection/7"], ["/../package.json"], ["/%2e%2e/%2e%2e/etc/passwd"], ["/%00"]])(
    "has no %s",
    async (path) => {
      const response = await gateway.server.inject({ url: path, headers: { accept: "text/html" } });
      expect([400, 403, 404]).toContain(response.statusCode);
    },
  );
});

test("the health addresses need no sign-in", async () => {
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  expect(await (await fetch(`${address}/health/ready`)).json()).toEqual({ status: "ready" });
});

describe("the tunnel", () => {
  const OWN = () => ({ origin: address, cookie: `passerelle-token=${token}` });

  function open(path: string, headers: Record<string, string> = {}, protocol = "passerelle.1"): WebSocket {
    return new WebSocket(address.replace("http", "ws") + path, protocol, { headers });
  }

  /** The status with which an upgrade is refused, or 101. */
  async function outcome(socket: WebSocket): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.on("open", () => resolve(101));
    socket.on("error", () => {});
    const status = await promise;
    socket.terminate();
    return status;
  }

  test.each([["/tunnel"], ["/guacamole/tunnel"]])("at %s is handed to the live sessions", async (path) => {
    const socket = open(path, { "guacamole-token": token });
    const [message] = await once(socket, "message");
    expect(String(message)).toBe("attached");
    expect(socket.protocol).toBe("passerelle.1");
    const { principal } = gateway.sessions.attached.at(-1) ?? {};
    expect(principal).toMatchObject({ username: "admin", remoteHost: "127.0.0.1", signIn: expect.any(String) });
    socket.terminate();
  });

  test("opens for a token as a parameter, and for our page's cookie", async () => {
    expect(await outcome(open(`/tunnel?token=${token}`))).toBe(101);
    expect(await outcome(open("/tunnel", OWN()))).toBe(101);
  });

  test("does not open for anybody else", async () => {
    expect(await outcome(open("/tunnel"))).toBe(403);
    expect(await outcome(open("/tunnel", { ...OWN(), origin: "http://evil.example" }))).toBe(403);
    expect(await outcome(open("/tunnel", { cookie: OWN().cookie }))).toBe(403);
    expect(await outcome(open("/tunnel", { "guacamole-token": "0".repeat(64) }))).toBe(403);
    expect(await outcome(open("/elsewhere", { "guacamole-token": token }))).toBe(404);
    expect(await outcome(open("/tunnel", { "guacamole-token": token }, "guacamole"))).toBe(400);
  });

  test("opens for guests, whose links are asked for then", async () => {
    expect(await outcome(open("/tunnel", {}, "passerelle.guest.1"))).toBe(101);
    expect(await outcome(open("/tunnel", {}, "passerelle.guest.devices.1"))).toBe(101);
    const { sharing } = gateway.sessions;
    const taken = vi.spyOn(sharing, "attach").mockImplementation((socket) => socket.close());
    await outcome(open("/tunnel", { ...OWN(), origin: "http://evil.example" }, "passerelle.guest.1"));
    await outcome(open("/tunnel", OWN(), "passerelle.guest.1"));
    const visitors = taken.mock.calls.map(([, { account }]) => account?.username);
    expect(visitors).toEqual([undefined, "admin"]);
    taken.mockRestore();
  });

  test("hangs up on those it refused, also if they do not", async () => {
    const { port } = new URL(address);
    const socket = connect({ host: "127.0.0.1", port: Number(port), allowHalfOpen: true });
    const [accepted] = await once(gateway.server.server, "connection");
    socket.resume();
    socket.write("GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await once(accepted, "close");
    socket.destroy();
  });

  test("takes no message over a megabyte", async () => {
    const socket = open("/tunnel", { "guacamole-token": token });
    await once(socket, "open");
    const attached = gateway.sessions.attached.at(-1)?.socket;
    attached?.on("error", () => {});
    socket.send(Buffer.alloc(1024 * 1024 + 1));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
  });
});
