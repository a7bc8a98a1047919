import { Downstream, decodeJson, type Status, Upstream } from "@passerelle/tunnel";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { TestBrowser } from "../sessions/testing/test-browser.ts";
import { ACTIVE, TestGateway, theConnection } from "../sessions/testing/test-gateway.ts";

vi.mock("@passerelle/rdp", async (original) => ({
  ...(await original()),
  RdpClient: (await import("../sessions/testing/scripted-client.ts")).ScriptedClient,
}));

const update = (length: number) => ({ type: "update", data: length });

let gateway: TestGateway;
afterEach(() => gateway.stop());

/** A desktop that is there, and a guest who looks at it. */
async function shared(parameters: Record<string, string> = {}, profile: Record<string, string> = {}) {
  gateway = await TestGateway.start(parameters);
  gateway.store.profiles["1"] = profile;
  const { browser: owner, server, id } = await gateway.openDesktop();
  const key = gateway.share(id);
  const guest = await join(key);
  const { readOnly } = await guest.status("active");
  await server.call("repaint");
  return { owner, guest, server, id, key, readOnly };
}

async function join(key: string): Promise<TestBrowser> {
  const guest = gateway.guest();
  await guest.attach({ share: { key } });
  return guest;
}

/** What a browser is told when it gets no session, or has no more. */
async function refusal(guest: TestBrowser) {
  return (await guest.status("ended")).failure?.code;
}

describe("a guest", () => {
  test("sees the desktop from the beginning, as its owner does", async () => {
    const { owner, guest, server, id } = await shared();
    expect(await owner.status("guests")).toEqual({ kind: "guests", count: 1 });
    server.send(update(7));
    expect((await owner.record(Downstream.FastPathUpdate)).payload).toHaveLength(8);
    expect((await guest.record(Downstream.FastPathUpdate)).payload).toHaveLength(8);
    expect(gateway.shared(id).session.guests.facts).toMatchObject([
      { remoteHost: "198.51.100.7", username: undefined },
    ]);
    expect(gateway.store.guests.map(({ request }) => request)).toMatchObject([
      { sessionHistoryId: 1, ownerId: 1, profile: "1", visitor: { account: undefined } },
    ]);
    guest.socket.terminate();
    expect(await owner.status("guests")).toEqual({ kind: "guests", count: 0 });
    await vi.waitFor(() => expect(gateway.store.guests[0]?.left).toHaveLength(1));
  });

  test("gets nothing that it could not use without what came before", async () => {
    gateway = await TestGateway.start();
    const { browser: owner, server, id } = await gateway.openDesktop();
    server.send({ type: "pipelineOpened" });
    await owner.record(Downstream.PipelineReset);
    const guest = await join(gateway.share(id));
    await server.call("repaint");
    server.send({ type: "pipeline", first: true, last: true, data: 3 });
    server.send({ type: "pipelineOpened" }, { type: "pipeline", first: true, last: true, data: 4 });
    expect((await guest.record(Downstream.PipelineData)).payload).toHaveLength(5);
    expect((await owner.record(Downstream.PipelineData)).payload).toHaveLength(4);
  });

  test("works in the desktop like its owner, but for what is the owner's", async () => {
    const { guest, server, readOnly, owner } = await shared({ "resize-method": "reconnect" });
    expect(readOnly).toBe(false);
    server.calls.length = 0;
    guest.intend({ kind: "resize", display: { width: 640, height: 480, scale: 100 } });
    guest.intend({ kind: "lock-keys", keys: 7 });
    guest.answer({ password: "guessed" });
    guest.intend({ kind: "touch", elapsed: 0, cancelled: false, contacts: [] });
    guest.intend({ kind: "frame-shown", source: 1, frame: 5, pending: 0 });
    guest.intend({ kind: "key", flags: 0, scancode: 30 });
    await server.call("key");
    expect(server.calls).toEqual([]);
    guest.intend({ kind: "disconnect" });
    expect(await guest.closed).toBe(1000);
    expect((await server.call("key")).slice(1)).toEqual([30]);
    server.send(update(1));
    await owner.record(Downstream.FastPathUpdate);
  });

  test("who may only look on does nothing", async () => {
    const { guest, server, readOnly } = await shared({}, { "read-only": "true" });
    expect(readOnly).toBe(true);
    server.calls.length = 0;
    guest.intend({ kind: "key", flags: 0, scancode: 30 });
    guest.intend({ kind: "pointer-button", button: 1, pressed: true, x: 1, y: 1 });
    guest.intend({ kind: "unicode", flags: 0, unit: 65 });
    guest.intend({ kind: "ping", value: 1 });
    await guest.record(Downstream.Pong);
    expect(server.calls).toEqual([]);
  });

  test("may no more than the connection allows", async () => {
    const { readOnly, id } = await shared({ "disable-paste": "true", "read-only": "true" });
    expect(readOnly).toBe(true);
    expect(gateway.shared(id).session.guests.facts[0]?.policy).toEqual({ readOnly: true, copy: true, paste: false });
  });

  test("that breaks the tunnel's format loses its line, and the session goes on", async () => {
    const { guest, owner, server } = await shared();
    guest.say(99, {});
    expect(await guest.closed).toBe(1008);
    owner.intend({ kind: "key", flags: 0, scancode: 30 });
    await server.call("key");
  });

  test("is told neither of prompts nor why the session failed", async () => {
    gateway = await TestGateway.start({ password: "" });
    const owner = gateway.browser();
    const { session } = await owner.attach(theConnection);
    const server = await gateway.desktop.connection();
    await server.call("start");
    server.send({ type: "credentialsNeeded", fields: ["password"] });
    await owner.status("prompt");
    const guest = await join(gateway.share(session));
    expect(await guest.status("step")).toEqual({ kind: "step", step: "authenticating" });
    guest.answer({ password: "guessed" });
    guest.intend({ kind: "ping", value: 1 });
    await guest.record(Downstream.Pong);
    gateway.shared(session).session.end({ code: "wrong-credentials", detail: "192.0.2.1" });
    expect(await guest.status("ended")).toEqual({ kind: "ended" });
    expect((await owner.status("ended")).failure?.code).toBe("wrong-credentials");
    const kinds = guest.records.map(({ payload }) => (decodeJson(payload) as Status).kind);
    expect(kinds).not.toContain("prompt");
  });

  test("makes the desktop send what it decodes, too, once", async () => {
    gateway = await TestGateway.start();
    const owner = gateway.browser();
    const { session } = await owner.attach(theConnection, "avc444");
    const server = await gateway.desktop.connection();
    expect((await server.call("start"))[2]).toBe("avc444");
    server.send(ACTIVE);
    await owner.status("active");
    const guest = await join(gateway.share(session));
    const anew = await gateway.desktop.connection();
    expect((await anew.call("start"))[2]).toBe("none");
    anew.send(ACTIVE);
    await guest.record(Downstream.DesktopSize);
    await guest.status("active");
  });
});

describe("a link", () => {
  test("that nobody made opens nothing, and neither does a line of the wrong kind", async () => {
    const { id, key } = await shared();
    expect(await refusal(await join("A".repeat(44)))).toBe("share-unknown");
    const short = gateway.guest();
    short.socket.once("open", () => short.say(Upstream.Attach, { share: { key: "A" } }));
    expect(await short.closed).toBe(1008);
    const own = gateway.browser();
    own.attach({ share: { key } });
    expect(await own.closed).toBe(1008);
    const guest = gateway.guest();
    guest.attach({ session: { id } });
    expect(await guest.closed).toBe(1008);
    const logged = JSON.stringify(Object.values(gateway.logger).map(({ mock }) => mock.calls));
    expect(logged).not.toContain(key);
  });

  test("that is revoked has its guests leave", async () => {
    const { guest, id, key, owner, server } = await shared();
    const [link] = gateway.manager.sharing.linksOf(gateway.shared(id));
    if (link) gateway.manager.sharing.revoke(link);
    expect(await refusal(guest)).toBe("share-revoked");
    expect(await guest.closed).toBe(4004);
    expect(await refusal(await join(key))).toBe("share-unknown");
    server.send(update(1));
    await owner.record(Downstream.FastPathUpdate);
  });

  test("runs out, and its guests leave", async () => {
    gateway = await TestGateway.start();
    const { id } = await gateway.openDesktop();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const key = gateway.share(id, "1", 5);
      const guest = await join(key);
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      expect(await refusal(guest)).toBe("share-revoked");
      expect(await refusal(await join(key))).toBe("share-unknown");
    } finally {
      vi.useRealTimers();
    }
  });

  test("takes ten guests, and a guest who was sent away may come back", async () => {
    const { id, key } = await shared();
    for (let more = 1; more < 10; more++) await join(key);
    expect(await refusal(await join(key))).toBe("share-full");
    const target = gateway.shared(id);
    const [first] = target.session.guests.facts;
    expect(gateway.manager.sharing.sendAway(target, first?.id ?? "")).toBe(true);
    expect(gateway.manager.sharing.sendAway(target, first?.id ?? "")).toBe(false);
    await (await join(key)).status("active");
  });

  test("is not joined again and again", async () => {
    const { key } = await shared();
    for (let more = 1; more < 20; more++) (await join(key)).socket.terminate();
    await vi.waitFor(() => expect(gateway.store.guests.filter(({ left }) => left.length > 0)).toHaveLength(19));
    expect(await refusal(await join(key))).toBe("share-full");
  });

  test("is one of twenty at most", async () => {
    gateway = await TestGateway.start();
    const { id } = await gateway.openDesktop();
    const keys = new Set(Array.from({ length: 20 }, () => gateway.share(id)));
    expect(keys.size).toBe(20);
    expect([...keys].every((key) => /^[\w-]{44}$/.test(key))).toBe(true);
    expect(() => gateway.share(id)).toThrow("too many");
  });

  test("is worth nothing once its profile is gone, or its owner may not use that any more", async () => {
    const { guest, key } = await shared();
    delete gateway.store.profiles["1"];
    expect(await refusal(await join(key))).toBe("share-unknown");
    expect(await refusal(guest)).toBe("share-revoked");
  });
});

describe("the owner", () => {
  test("ends the session for all", async () => {
    const { owner, guest, key } = await shared();
    owner.intend({ kind: "disconnect" });
    expect(await guest.status("ended")).toEqual({ kind: "ended" });
    expect(await guest.closed).toBe(1000);
    expect(await refusal(await join(key))).toBe("share-unknown");
    await vi.waitFor(() => expect(gateway.store.guests[0]?.left).toHaveLength(1));
  });

  test("who is away leaves the desktop to guests, whose frames count then, and comes back to it", async () => {
    const { owner, guest, server, id } = await shared();
    guest.intend({ kind: "frame-shown", source: 1, frame: 3, pending: 0 });
    guest.intend({ kind: "ping", value: 1 });
    await guest.record(Downstream.Pong);
    server.calls.length = 0;
    owner.socket.terminate();
    // What the guest has seen before the owner left.
    expect(await server.call("pipelineFrameShown")).toEqual([3, 0]);
    guest.intend({ kind: "frame-shown", source: 1, frame: 4, pending: 0 });
    guest.intend({ kind: "frame-shown", source: 1, frame: 4, pending: 0 });
    expect(await server.call("pipelineFrameShown")).toEqual([4, 0]);
    guest.intend({ kind: "key", flags: 0, scancode: 30 });
    await server.call("key");
    expect(server.calls).toEqual([]);
    const back = gateway.browser();
    await back.attach({ session: { id } });
    expect(await back.status("guests")).toEqual({ kind: "guests", count: 1 });
    guest.intend({ kind: "frame-shown", source: 1, frame: 5, pending: 0 });
    back.intend({ kind: "frame-shown", source: 1, frame: 6, pending: 0 });
    expect(await server.call("pipelineFrameShown")).toEqual([6, 0]);
  });

  test("who does not come back ends it for guests, too", async () => {
    gateway = await TestGateway.start();
    const { browser: owner, server, id } = await gateway.openDesktop();
    const guest = await join(gateway.share(id));
    await server.call("repaint");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      owner.socket.terminate();
      await vi.waitFor(() => expect(gateway.shared(id).session.state).toBe("detached"));
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      expect(await guest.status("ended")).toEqual({ kind: "ended" });
    } finally {
      vi.useRealTimers();
    }
  });
});
