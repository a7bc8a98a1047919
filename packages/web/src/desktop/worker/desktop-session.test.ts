import { GraphicsDecodeError } from "@passerelle/graphics";
import { Downstream, decodeRecords, encodeJson, MessageWriter, Upstream } from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DecoderKernels } from "./decoder-kernels.ts";
import { DesktopSession } from "./desktop-session.ts";
import type { LineListener } from "./line.ts";
import type { WorkerRequest } from "./messages.ts";
import type { ScreenListener } from "./screen.ts";

/** A line and a screen that do nothing by themselves; each remembers who listens. */
const fakes = vi.hoisted(() => ({
  line: {
    listener: undefined as LineListener | undefined,
    open: vi.fn(),
    close: vi.fn(),
    send: vi.fn(),
    isOpen: true,
    pong: vi.fn(),
  },
  screen: { listener: undefined as ScreenListener | undefined, pending: 0, decode: vi.fn(), clear: vi.fn() },
}));

vi.mock("./line.ts", () => ({
  Line: function Line(_url: string, _signInUrl: string, listener: LineListener) {
    return Object.assign(fakes.line, { listener });
  },
}));

vi.mock("./screen.ts", () => ({
  Screen: function Screen(_canvas: unknown, _kernels: unknown, listener: ScreenListener) {
    return Object.assign(fakes.screen, { listener });
  },
}));

const OPENING = {
  kind: "open",
  url: "ws://127.0.0.1/",
  signInUrl: "http://127.0.0.1/",
  session: undefined,
  environment: {
    display: { width: 800, height: 600, scale: 100, orientation: 0, physicalWidth: 0, physicalHeight: 0, monitors: [] },
  },
} as unknown as Extract<WorkerRequest, { kind: "open" }>;
const UNWATCHED = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.clearAllMocks();
  fakes.screen.pending = 0;
  new DesktopSession(OPENING, {} as DecoderKernels, "avc444", vi.fn());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function receive(type: number, payload: Uint8Array): void {
  const writer = new MessageWriter();
  writer.append(type, payload);
  fakes.line.listener?.message(writer.take());
}

it("tells the page of an error of ours that comes with a picture, for nobody else would hear of it", () => {
  const heard = vi.fn();
  vi.stubGlobal("reportError", heard);
  const error = new RangeError("memory access out of bounds");
  fakes.screen.listener?.failed(error);
  expect(heard).toHaveBeenCalledExactlyOnceWith(error);
});

it("makes no line any more when it has ended while records wait for a picture", async () => {
  receive(Downstream.Attached, encodeJson({ session: "s", count: 0, resumed: false }));
  fakes.screen.pending = 1;
  receive(Downstream.PipelineData, Uint8Array.of(3));
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  receive(Downstream.Pong, new Uint8Array(3));
  expect(fakes.line.close).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(UNWATCHED);
  expect(fakes.line.open).toHaveBeenCalledOnce();
});

it("has every record take its turn among those that it acknowledges", async () => {
  receive(Downstream.Attached, encodeJson({ session: "s", count: 0, resumed: false }));
  const others = [
    [Downstream.LockKeys, Uint8Array.of(0)],
    [Downstream.Status, encodeJson({ kind: "reconnecting" })],
    [Downstream.Pong, new Uint8Array(4)],
  ] as const;
  for (const [type, payload] of others) receive(type, payload);
  await vi.waitUntil(() => fakes.screen.decode.mock.calls.length === 3);
  expect(fakes.screen.decode.mock.calls.map(([{ type }]) => type)).toEqual(others.map(([type]) => type));
});

it("forgets the picture when the line does not resume, but makes no decoder anew that has decoded nothing", async () => {
  const attached = encodeJson({ session: "s", count: 0, resumed: false });
  receive(Downstream.Attached, attached);
  expect(fakes.screen.clear).not.toHaveBeenCalled();
  receive(Downstream.PipelineData, Uint8Array.of(3));
  await vi.waitUntil(() => fakes.screen.decode.mock.calls.length === 1);
  receive(Downstream.Attached, encodeJson({ session: "s", count: 1, resumed: true }));
  expect(fakes.screen.clear).not.toHaveBeenCalled();
  receive(Downstream.Attached, attached);
  expect(fakes.screen.clear).toHaveBeenCalledOnce();
});

it("asks for the picture once, when records waited for another one meanwhile", async () => {
  receive(Downstream.Attached, encodeJson({ session: "s", count: 0, resumed: false }));
  fakes.screen.pending = 1;
  receive(Downstream.PipelineData, Uint8Array.of(3));
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  fakes.screen.listener?.failed(new GraphicsDecodeError("RDPGFX_HEADER", "a PDU of 1 bytes"));
  vi.advanceTimersByTime(UNWATCHED);
  expect(fakes.line.open).toHaveBeenCalledTimes(2);
});

it("has a guest come back with the key and ask for no size", () => {
  const share = { key: "k".repeat(44) };
  new DesktopSession({ ...OPENING, signInUrl: undefined, share }, {} as DecoderKernels, "none", vi.fn());
  receive(Downstream.Attached, encodeJson({ session: "guest", count: 0, resumed: false }));
  const attach = fakes.line.listener?.attach();
  expect([attach?.share, attach?.session]).toEqual([share, undefined]);
  const sent = fakes.line.send.mock.calls.flatMap(([message]) => [...decodeRecords(message as Uint8Array)]);
  expect(sent.map(({ type }) => type)).toEqual([Upstream.Visibility]);
});
