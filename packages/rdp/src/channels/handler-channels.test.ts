import { expect, test } from "vitest";
import { Reader } from "../wire/reader.ts";
import type { ChannelHandler, OpenChannel } from "./channel-handler.ts";
import { dynamicListener, GuardedHandler, StaticHandlerChannel } from "./handler-channels.ts";
import { encodeChunks } from "./static-channel.ts";

/** Reads one u32 of each message, and remembers what it hears. */
class Recorder implements ChannelHandler {
  readonly staticChannel = "test";
  readonly heard: string[] = [];

  opened({ name }: OpenChannel): void {
    this.heard.push(`opened ${name}`);
  }

  received(message: Uint8Array, channel: OpenChannel): void {
    const value = new Reader(message, "TEST").u32();
    this.heard.push(`received ${value}`);
    channel.send(message);
  }

  skipped(length: number): void {
    this.heard.push(`skipped ${length}`);
  }

  closed(): void {
    this.heard.push("closed");
  }

  failed(): void {
    this.heard.push("failed");
  }
}

const message = Uint8Array.of(7, 0, 0, 0);

test("messages of a static channel are put together, and answers leave whole", () => {
  const recorder = new Recorder();
  const sent: Uint8Array[] = [];
  const channel = new StaticHandlerChannel(new GuardedHandler(recorder), "test", (bytes) => sent.push(bytes));
  for (const chunk of encodeChunks(message, { chunkLength: 3 })) channel.receive(chunk);
  expect(recorder.heard).toEqual(["opened test", "received 7"]);
  expect(sent).toEqual([message]);
});

test("a message that is too long is left out, and the next one comes", () => {
  const recorder = new Recorder();
  const channel = new StaticHandlerChannel(new GuardedHandler(recorder), "test", () => {});
  const huge = encodeChunks(new Uint8Array(17 << 20), { chunkLength: 1 << 20 });
  for (const chunk of [...huge, ...encodeChunks(message)]) channel.receive(chunk);
  expect(recorder.heard).toEqual(["opened test", `skipped ${17 << 20}`, "received 7"]);
});

test("a server that breaks the protocol is not listened to any more, and nothing is thrown", () => {
  const recorder = new Recorder();
  const handler = new GuardedHandler(recorder);
  const channel = new StaticHandlerChannel(handler, "test", () => {});
  const listener = dynamicListener(handler);
  channel.receive(encodeChunks(Uint8Array.of(1))[0] ?? message);
  channel.receive(encodeChunks(message)[0] ?? message);
  listener.opened({ id: 1, name: "dynamic", send: () => {}, close: () => {} });
  listener.received(message, true, true);
  expect(recorder.heard).toEqual(["opened test", "failed"]);
});

test("chunks that contradict each other fail the handler, not the desktop", () => {
  const recorder = new Recorder();
  const channel = new StaticHandlerChannel(new GuardedHandler(recorder), "test", () => {});
  channel.receive(Uint8Array.of(4, 0, 0, 0, 2, 0, 0, 0, 7));
  expect(recorder.heard).toEqual(["opened test", "failed"]);
});
