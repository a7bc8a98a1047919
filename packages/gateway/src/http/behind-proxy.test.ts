import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { BlockList } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../api/testing/test-server.ts";
import { OPEN_TIME } from "../database/testing/test-databases.ts";
import { DEFAULT_WEB_SETTINGS } from "./web-settings.ts";

const MAX_REQUEST_SIZE = 4096;
/** What a proxy that ends TLS says. */
const FORWARDED = {
  "x-forwarded-for": "192.0.2.7",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "desktops.example",
};
const PAGE = { origin: "https://desktops.example" };

let folder: string;
let gateway: TestServer;
let address: string;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-page-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  const networks = new BlockList();
  networks.addAddress("127.0.0.1");
  const proxies = { ...DEFAULT_WEB_SETTINGS.proxies, networks };
  gateway = await startTestServer(folder, { contextPath: "/desks", maxRequestSize: MAX_REQUEST_SIZE, proxies });
  address = await gateway.server.listen({ host: "127.0.0.1", port: 0 });
  token = await gateway.signIn("admin", "admin");
}, OPEN_TIME);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

function signIn(headers: Record<string, string>) {
  const payload = new URLSearchParams({ username: "admin", password: "admin" }).toString();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return gateway.server.inject({ method: "POST", url: "/desks/api/tokens", headers: { ...form, ...headers }, payload });
}

test.each([["/desks/"], ["/guacamole/"], ["/"]])("the page is at %s", async (path) => {
  expect((await gateway.server.inject(path)).body).toContain("<title>page</title>");
});

test("a path without its slash leads to the one with it", async () => {
  expect((await gateway.server.inject("/desks")).headers.location).toBe("/desks/");
  expect((await gateway.server.inject("/desksx/")).statusCode).toBe(404);
});

test("the page's cookie is for TLS only when it came by TLS", async () => {
  const secure = await signIn({ ...FORWARDED, ...PAGE });
  expect(secure.headers["set-cookie"]).toMatch(/; HttpOnly; Secure; SameSite=Strict/);
  expect(secure.headers["strict-transport-security"]).toBe("max-age=31536000");
  const plain = await signIn({ origin: "http://localhost:80" });
  expect(plain.headers["set-cookie"]).not.toContain("Secure");
  expect(plain.headers).not.toHaveProperty("strict-transport-security");
});

test.each([
  ["the one that the proxy was asked for", { ...FORWARDED, ...PAGE }, 404],
  ["not the proxy's own name for us", { ...FORWARDED, origin: "https://inner:8080" }, 403],
  ["by TLS, where TLS is", { ...FORWARDED, origin: "http://desktops.example" }, 403],
  ["not one that nobody asked for", PAGE, 403],
])("the host that a page must come from is %s", async (_, headers, status) => {
  const url = "/api/session/data/postgresql/connections/999999";
  const cookie = `passerelle-token=${token}`;
  const answer = await gateway.server.inject({
    method: "DELETE",
    url,
    headers: { host: "inner:8080", cookie, ...headers },
  });
  expect(answer.statusCode).toBe(status);
});

test("a tunnel is its client's, not its proxy's", async () => {
  const url = `${address.replace("http", "ws")}/desks/tunnel`;
  const socket = new WebSocket(url, "passerelle.1", { headers: { ...FORWARDED, "guacamole-token": token } });
  await once(socket, "message");
  expect(gateway.sessions.attached.at(-1)?.principal.remoteHost).toBe("192.0.2.7");
  socket.terminate();
});

test("a body over the limit is refused", async () => {
  const payload = { name: "x".repeat(MAX_REQUEST_SIZE) };
  const { status } = await gateway.call(token, "POST", "/api/session/data/postgresql/connections", payload);
  expect(status).toBe(413);
});
