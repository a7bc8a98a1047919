import { createServer } from "node:net";
import type { Failure } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ServerConnection } from "./testing/scripted-server.ts";
import { testCertificate } from "./testing/test-certificate.ts";
import { TestGateway, theConnection } from "./testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("./testing/scripted-client.ts")).ScriptedClient,
}));

const { key, cert, fingerprint, sha1 } = testCertificate;

let gateway: TestGateway;
afterEach(() => gateway.stop());

/** Has the server start TLS, and answers whether the certificate was accepted. */
async function judged(): Promise<Failure | "accepted" | undefined> {
  const browser = gateway.browser();
  await browser.attach(theConnection);
  const server = await gateway.desktop.connection();
  await server.call("start");
  await server.startTls({ key, cert });
  return Promise.race([
    server.call("tlsEstablished").then(() => "accepted" as const),
    browser.status("ended").then(({ failure }) => failure),
  ]);
}

describe("a server's certificate", () => {
  test.each<[string, Record<string, string>]>([
    ["any, if so set", { "ignore-cert": "true" }],
    ["one whose SHA-256 fingerprint is listed", { "cert-fingerprints": `sha1:00,sha256:${fingerprint}` }],
    ["one listed without the name of the hash", { "cert-fingerprints": fingerprint }],
    [
      "one whose SHA-1 fingerprint is listed with colons",
      { "cert-fingerprints": `SHA1:${sha1.match(/../g)?.join(":")}` },
    ],
    ["one that is seen first", { "cert-tofu": "true" }],
  ])("is accepted: %s", async (_, parameters) => {
    gateway = await TestGateway.start(parameters);
    expect(await judged()).toBe("accepted");
  });

  test.each<[string, Record<string, string>]>([
    ["one that nobody signed", {}],
    ["one that is not the listed one", { "cert-fingerprints": `sha256:${"00".repeat(32)}` }],
  ])("is refused: %s, naming its fingerprint", async (_, parameters) => {
    gateway = await TestGateway.start(parameters);
    expect(await judged()).toEqual({
      code: "certificate-refused",
      detail: expect.stringContaining(`sha256:${fingerprint}`),
    });
  });

  test("is refused when it is not the one seen before", async () => {
    gateway = await TestGateway.start({ "cert-tofu": "true" });
    gateway.store.pinned = "00".repeat(32);
    expect(await judged()).toMatchObject({ code: "certificate-refused" });
  });

  test("cannot be judged while the database is away", async () => {
    gateway = await TestGateway.start({ "cert-tofu": "true" });
    gateway.store.pinnedCertificate = () => Promise.reject(new Error("the database is away"));
    expect(await judged()).toEqual({ code: "gateway-error" });
  });
});

describe("TLS", () => {
  async function connected(): Promise<{ server: ServerConnection; failure: Promise<Failure | undefined> }> {
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    return { server, failure: browser.status("ended").then(({ failure }) => failure) };
  }

  function answerInPlain(server: ServerConnection): void {
    server.socket.removeAllListeners("data");
    server.socket.on("data", () => server.socket.end("no TLS here"));
    server.send({ type: "startTls" });
  }

  test("of an old server is spoken at the second attempt", async () => {
    gateway = await TestGateway.start({ "ignore-cert": "true" });
    const old = { key, cert, minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
    const { server } = await connected();
    expect(await server.startTls(old)).toBeInstanceOf(Error);
    const again = await gateway.desktop.connection();
    await again.call("start");
    expect(await again.startTls(old)).toBeUndefined();
    await again.call("tlsEstablished");
  });

  test("that is none fails after the second attempt", async () => {
    gateway = await TestGateway.start();
    const { server, failure } = await connected();
    answerInPlain(server);
    const again = await gateway.desktop.connection();
    await again.call("start");
    answerInPlain(again);
    expect((await failure)?.code).toBe("tls-failed");
  });

  test("carries the session", async () => {
    gateway = await TestGateway.start({ "ignore-cert": "true" });
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    await server.startTls({ key, cert });
    expect(await server.call("tlsEstablished")).toEqual([true]);
    server.send({ type: "active", width: 800, height: 600, unicodeInput: false });
    await browser.status("active");
    browser.intend({ kind: "key", flags: 0, scancode: 30 });
    expect(await server.call("key")).toEqual([0, 30]);
  });
});

describe("a redirection", () => {
  test("leads to the first target that answers", async () => {
    gateway = await TestGateway.start();
    const browser = gateway.browser();
    await browser.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    const redirection = {
      targets: ["nowhere.invalid", "127.0.0.1"],
      sessionId: 3,
      credentials: { username: "other" },
    };
    server.send({ type: "redirect", redirection });
    const target = await gateway.desktop.connection();
    expect((await target.call("start"))[0]).toEqual({ username: "other", password: "hunter2", domain: "" });
    target.send({ type: "active", width: 800, height: 600, unicodeInput: false });
    await browser.status("active");
  });
});

describe("a server that keeps silent", () => {
  test("is given up", async () => {
    const silent = createServer();
    const { promise: arrived, resolve } = Promise.withResolvers<void>();
    silent.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.resume();
      resolve();
    });
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const address = silent.address();
    gateway = await TestGateway.start({ port: String(typeof address === "object" && address ? address.port : 0) });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const browser = gateway.browser();
      await browser.attach(theConnection);
      await arrived;
      const ended = browser.status("ended");
      await vi.advanceTimersByTimeAsync(30_000);
      expect((await ended).failure).toMatchObject({
        code: "no-answer",
        detail: expect.stringMatching(/, connecting$/),
      });
    } finally {
      vi.useRealTimers();
      silent.close();
    }
  });
});
