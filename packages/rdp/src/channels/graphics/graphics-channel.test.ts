import { describe, expect, test } from "vitest";
import type { Output } from "../../output.ts";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex } from "../../testing/hex.ts";
import { confirmedCapabilities } from "./capability-confirmation.ts";
import { capabilityFlags, capabilityVersions } from "./capability-sets.ts";
import { GraphicsChannel } from "./graphics-channel.ts";
import { decodeFrameAcknowledge, encodeCapsConfirm, graphicsCommandOf, graphicsCommands } from "./graphics-pdus.ts";

const { v81, v103, v107 } = capabilityVersions;
const { smallCache, avcDisabled } = capabilityFlags;

function confirmation(version: number): Uint8Array {
  return Uint8Array.of(0xe0, 0x04, ...encodeCapsConfirm({ version, flags: smallCache }));
}

const frame = fromHex("e004 0b00000010000000 00000000 01000000");

describe("confirmedCapabilities", () => {
  test.each([
    ["as it is", confirmation(v107), { version: v107, flags: smallCache }],
    ["compressed", fromHex("e02409e3180a448cf1e98dd14045120006"), { version: v107, flags: smallCache | avcDisabled }],
    [
      "compressed, of version 10.3",
      fromHex("e02409e3180a448cebd31ba28082240007"),
      { version: v103, flags: avcDisabled },
    ],
    [
      "compressed, with more behind it",
      fromHex("e02409e3180a448df9e58dd143489077887b4006"),
      { version: v81, flags: smallCache },
    ],
  ])("reads one %s", (_, piece, set) => {
    expect(confirmedCapabilities(piece)).toEqual(set);
  });

  test.each([
    ["a frame", frame],
    ["a compressed frame", fromHex("e024fcc6311246628003")],
    ["a message of many segments", fromHex("e1030013000000")],
    ["nothing", new Uint8Array(0)],
  ])("passes over %s", (_, piece) => {
    expect(confirmedCapabilities(piece)).toBeUndefined();
  });

  test("garbage gives a typed error", () => {
    expectOnlyTypedErrors(confirmedCapabilities, [
      confirmation(v107),
      fromHex("e02409e3180a448cf1e98dd14045120006"),
      fromHex("e02409ffffffffffffffffffffffffffffffffffff"),
    ]);
  });
});

function setUp() {
  const outputs: Output[] = [];
  const sent: Uint8Array[] = [];
  const offer = { avc: "none", monitors: [] } as const;
  const graphics = new GraphicsChannel(offer, (output) => outputs.push(output));
  const open = () => graphics.opened({ id: 1, name: "", send: (message) => sent.push(message), close: () => {} });
  const receive = (data: Uint8Array) => graphics.received(data, true, true);
  return { graphics, outputs, sent, open, receive };
}

const kinds = (outputs: readonly Output[]) => outputs.map(({ type }) => type);

describe("GraphicsChannel", () => {
  test("advertises when it is opened, and hands on all that comes", () => {
    const { graphics, outputs, sent, open, receive } = setUp();
    expect(graphics.isOpen).toBe(false);
    open();
    expect(graphics.isOpen).toBe(true);
    receive(confirmation(v107));
    receive(frame);
    expect(sent.map(graphicsCommandOf)).toEqual([graphicsCommands.capsAdvertise]);
    expect(kinds(outputs)).toEqual(["pipelineOpened", "pipeline", "pipeline"]);
  });

  test("keeps back what comes between a reset and its confirmation", () => {
    const { graphics, outputs, sent, open, receive } = setUp();
    open();
    receive(confirmation(v103));
    graphics.acknowledgeFrame(7, 100);
    outputs.length = 0;
    graphics.reset();
    receive(frame);
    graphics.received(frame, true, false);
    graphics.received(confirmation(v103), false, true);
    expect(outputs).toEqual([]);
    receive(confirmation(v103));
    receive(frame);
    expect(kinds(outputs)).toEqual(["pipelineOpened", "pipeline", "pipeline"]);
    graphics.acknowledgeFrame(1, 50);
    expect(sent.slice(0, 3).map(graphicsCommandOf)).toEqual([
      graphicsCommands.capsAdvertise,
      graphicsCommands.frameAcknowledge,
      graphicsCommands.capsAdvertise,
    ]);
    const last = decodeFrameAcknowledge(sent[3] as Uint8Array);
    expect(last).toEqual({ queueDepth: 50, frameId: 1, totalFramesDecoded: 1 });
  });

  test("keeps back what comes before the last of several resets is confirmed", () => {
    const { graphics, outputs, sent, open, receive } = setUp();
    open();
    receive(confirmation(v107));
    outputs.length = 0;
    graphics.reset();
    graphics.reset();
    receive(confirmation(v107));
    receive(frame);
    expect(outputs).toEqual([]);
    receive(confirmation(v107));
    receive(frame);
    expect(kinds(outputs)).toEqual(["pipelineOpened", "pipeline", "pipeline"]);
    expect(sent.length).toBe(3);
  });

  test("acknowledges no frames of the state that a reset has made void", () => {
    const { graphics, sent, open, receive } = setUp();
    open();
    receive(confirmation(v107));
    graphics.reset();
    graphics.acknowledgeFrame(1, 50);
    expect(sent.map(graphicsCommandOf)).toEqual([graphicsCommands.capsAdvertise, graphicsCommands.capsAdvertise]);
  });

  test("a channel that is opened anew owes no confirmation of an earlier reset", () => {
    const { graphics, outputs, open, receive } = setUp();
    open();
    receive(confirmation(v107));
    graphics.reset();
    graphics.closed();
    open();
    outputs.length = 0;
    receive(confirmation(v107));
    expect(kinds(outputs)).toEqual(["pipeline"]);
  });

  test("tells a depth of the queue that is neither unknown nor the end of acknowledgements", () => {
    const { graphics, sent, open } = setUp();
    open();
    for (const waiting of [0, 5_000, 0xffff_ffff]) graphics.acknowledgeFrame(1, waiting);
    const depths = sent.slice(1).map((message) => decodeFrameAcknowledge(message).queueDepth);
    expect(depths).toEqual([1, 5_000, 0xffff_fffe]);
  });

  test.each([
    [v81, false],
    [v103, true],
    [v107, true],
  ])("of version 0x%s can be reset: %s", (version, can) => {
    const { graphics, open, receive } = setUp();
    open();
    expect(graphics.canReset).toBe(false);
    receive(confirmation(version));
    expect(graphics.canReset).toBe(can);
    graphics.closed();
    expect(graphics.canReset).toBe(false);
  });
});
