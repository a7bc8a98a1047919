import { Downstream, decodeRecords, PipelineFlag } from "@passerelle/tunnel";
import { expect, test, vi } from "vitest";
import type { Line } from "./line.ts";
import { SessionTunnel } from "./session-tunnel.ts";

const WHOLE = 0x04;
const FIRST = 0x24;
const NEXT = 0x34;
const LAST = 0x14;

function setUp() {
  const messages: Uint8Array[] = [];
  const line = { unsent: 0, roundTrip: 0, send: (message: Uint8Array) => messages.push(message) };
  const listener = { congested: vi.fn(), relieved: vi.fn() };
  const tunnel = new SessionTunnel(listener);
  tunnel.attach(line as unknown as Line, "id", undefined);
  tunnel.append(Downstream.PipelineReset);
  tunnel.flush();
  tunnel.acknowledge(1);
  messages.length = 0;
  return { tunnel, messages, ...listener };
}

const records = (message: Uint8Array | undefined) => decodeRecords(message ?? new Uint8Array(0)).length;

test.each([
  ["fragments of an update", Downstream.FastPathUpdate, [FIRST, NEXT, LAST]],
  ["pieces of a message of the pipeline", Downstream.PipelineData, [PipelineFlag.First, 0, PipelineFlag.Last]],
])("sends %s together", (_, type, heads) => {
  const { tunnel, messages } = setUp();
  for (const head of heads) {
    expect(messages).toEqual([]);
    tunnel.append(type, Uint8Array.of(head), new Uint8Array(10));
    tunnel.chunkDone();
  }
  expect(messages).toHaveLength(1);
  expect(records(messages[0])).toBe(3);
});

test("sends what is whole at once, and fragments that make a message", () => {
  const { tunnel, messages } = setUp();
  tunnel.append(Downstream.FastPathUpdate, Uint8Array.of(WHOLE), new Uint8Array(10));
  tunnel.chunkDone();
  expect(messages).toHaveLength(1);
  for (const head of [FIRST, ...Array(30).fill(NEXT)]) {
    tunnel.append(Downstream.FastPathUpdate, Uint8Array.of(head), new Uint8Array(16_000));
    tunnel.chunkDone();
  }
  expect(messages.length).toBeGreaterThan(1);
});

test("does not let a browser that tells of its state wait for a picture", () => {
  const { tunnel, messages } = setUp();
  tunnel.append(Downstream.FastPathUpdate, Uint8Array.of(FIRST), new Uint8Array(10));
  tunnel.append(Downstream.Pong, new Uint8Array(4));
  tunnel.flush();
  expect(records(messages[0])).toBe(2);
});

test("is congested when as much is under way as the line should hold, until the browser has presented it", () => {
  const { tunnel, congested, relieved } = setUp();
  const send = () => {
    tunnel.append(Downstream.FastPathUpdate, Uint8Array.of(WHOLE), new Uint8Array(40_000));
    tunnel.chunkDone();
  };
  for (let sent = 0; sent < 3; sent++) send();
  expect(congested).not.toHaveBeenCalled();
  send();
  expect(congested).toHaveBeenCalledTimes(1);
  tunnel.acknowledge(4);
  expect(relieved).toHaveBeenCalledTimes(1);
});
