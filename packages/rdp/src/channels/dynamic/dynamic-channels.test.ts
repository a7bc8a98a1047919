import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { type DynamicChannel, DynamicChannels } from "./dynamic-channels.ts";
import {
  type ClientDynamicPdu,
  decodeClientDynamicPdu,
  decodeServerDynamicPdu,
  encodeClientDynamicPdu,
  encodeDynamicMessage,
  encodeServerDynamicPdu,
  type ServerDynamicPdu,
} from "./dynamic-pdus.ts";

const data = fromHex("aabbcc");
const serverPdus: [ServerDynamicPdu, string][] = [
  [{ type: "capabilities", version: 1 }, "50000100"],
  [{ type: "capabilities", version: 3 }, "500003000000000000000000"],
  [{ type: "create", channelId: 3, name: "testdvc" }, "10037465737464766300"],
  [{ type: "create", channelId: 0x102, name: "x" }, "1102017800"],
  [{ type: "data", channelId: 3, data }, "3003aabbcc"],
  [{ type: "dataFirst", channelId: 3, length: 3195, data }, "24037b0caabbcc"],
  [{ type: "dataFirst", channelId: 0x10000, length: 0x10000, data }, "2a0000010000000100aabbcc"],
  [{ type: "close", channelId: 3 }, "4003"],
];
const clientPdus: [ClientDynamicPdu, string][] = [
  [{ type: "capabilities", version: 2 }, "50000200"],
  [{ type: "created", channelId: 3, status: 0 }, "100300000000"],
  [{ type: "created", channelId: 3, status: -1 }, "1003ffffffff"],
  [{ type: "data", channelId: 3, data }, "3003aabbcc"],
  [{ type: "softSync" }, "900000000000"],
];

describe("PDUs", () => {
  test.each(serverPdus)("of a server: %o", (pdu, bytes) => {
    expect(toHex(encodeServerDynamicPdu(pdu))).toBe(bytes);
    expect(decodeServerDynamicPdu(fromHex(bytes))).toEqual(pdu);
  });

  test.each(clientPdus)("of a client: %o", (pdu, bytes) => {
    expect(toHex(encodeClientDynamicPdu(pdu))).toBe(bytes);
    expect(decodeClientDynamicPdu(fromHex(bytes))).toEqual(pdu);
  });

  test("capabilities of the specification ([MS-RDPEDYC] 4.1.1) are read with their priority charges", () => {
    const bytes = fromHex("58000200 33331111 3d0aa704");
    expect(decodeServerDynamicPdu(bytes)).toEqual({ type: "capabilities", version: 2 });
  });

  test("compressed data is refused, which version 2 does not have", () => {
    expect(() => decodeServerDynamicPdu(fromHex("7003aabb"))).toThrow("compressed data");
    expect(() => decodeServerDynamicPdu(fromHex("640310aabb"))).toThrow("compressed data");
  });
});

function setUp(delivery: "pieces" | "messages" = "messages") {
  const sent: ClientDynamicPdu[] = [];
  const received: [Uint8Array, boolean, boolean][] = [];
  const open: DynamicChannel[] = [];
  const log: string[] = [];
  const listener = {
    delivery,
    opened: (channel: DynamicChannel) => {
      open.push(channel);
      log.push(`opened ${channel.name}`);
    },
    received: (bytes: Uint8Array, first: boolean, last: boolean) => {
      received.push([bytes.slice(), first, last]);
    },
    closed: () => {
      log.push("closed");
    },
  };
  const channels = new DynamicChannels(new Map([["known", listener]]), (message) => {
    sent.push(decodeClientDynamicPdu(message));
  });
  const tell = (pdu: ServerDynamicPdu) => channels.receive(encodeServerDynamicPdu(pdu));
  return { channels, sent, received, open, log, tell };
}

describe("DynamicChannels", () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
  ])("version %i is answered with %i", (version, answer) => {
    const { tell, sent } = setUp();
    tell({ type: "capabilities", version });
    expect(sent).toEqual([{ type: "capabilities", version: answer }]);
  });

  test("known channels are opened, others refused", () => {
    const { tell, sent, log } = setUp();
    tell({ type: "create", channelId: 1, name: "unknown" });
    tell({ type: "create", channelId: 2, name: "known" });
    expect(sent).toEqual([
      { type: "created", channelId: 1, status: 0xc0000225 | 0 },
      { type: "created", channelId: 2, status: 0 },
    ]);
    expect(log).toEqual(["opened known"]);
  });

  test("messages of any length arrive whole", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 6000 }), { maxLength: 5 }), (messages) => {
        const { tell, channels, received } = setUp();
        tell({ type: "create", channelId: 2, name: "known" });
        for (const message of messages) {
          for (const pdu of encodeDynamicMessage(2, message)) {
            expect(pdu.length).toBeLessThanOrEqual(1600);
            channels.receive(pdu);
          }
        }
        expect(received).toEqual(messages.map((message) => [message, true, true]));
      }),
    );
  });

  test("pieces are handed on as they come, with their place in the message", () => {
    const { tell, channels, received } = setUp("pieces");
    tell({ type: "create", channelId: 2, name: "known" });
    const message = new Uint8Array(4000).map((_, index) => index);
    for (const pdu of encodeDynamicMessage(2, message)) channels.receive(pdu);
    tell({ type: "data", channelId: 2, data });
    expect(received.map(([bytes, first, last]) => [bytes.length, first, last])).toEqual([
      [1594, true, false],
      [1598, false, false],
      [808, false, true],
      [3, true, true],
    ]);
  });

  test("lengths that lie are refused", () => {
    const begun = (length: number) => {
      const { tell } = setUp("pieces");
      tell({ type: "create", channelId: 2, name: "known" });
      tell({ type: "dataFirst", channelId: 2, length, data });
      return tell;
    };
    expect(() => begun(4)({ type: "data", channelId: 2, data })).toThrow("more data than the message");
    expect(() => begun(9)({ type: "dataFirst", channelId: 2, length: 9, data })).toThrow("begins within another");
    expect(() => begun(100_000_000)).toThrow("a message of 100000000 bytes");
    expect(() => begun(2)).toThrow("3 bytes of a message of 2");
  });

  test("many messages at once share the memory of one", () => {
    const { tell } = setUp();
    const length = 6 * 1024 * 1024;
    for (const channelId of [1, 2, 3]) tell({ type: "create", channelId, name: "known" });
    for (const channelId of [1, 2]) tell({ type: "dataFirst", channelId, length, data });
    expect(() => tell({ type: "dataFirst", channelId: 3, length, data })).toThrow("where 4194304 are possible");
    tell({ type: "close", channelId: 1 });
    expect(() => tell({ type: "dataFirst", channelId: 3, length, data })).not.toThrow();
  });

  test("data for a channel that is not open is ignored", () => {
    const { tell, received, sent } = setUp();
    tell({ type: "data", channelId: 5, data });
    tell({ type: "close", channelId: 5 });
    expect([received, sent]).toEqual([[], []]);
  });

  test("what the client sends carries the channel's number, until it is closed", () => {
    const { tell, open, sent, log } = setUp();
    tell({ type: "create", channelId: 2, name: "known" });
    sent.length = 0;
    open[0].send(data);
    tell({ type: "close", channelId: 2 });
    open[0].send(data);
    open[0].close();
    expect(sent).toEqual([
      { type: "data", channelId: 2, data },
      { type: "close", channelId: 2 },
    ]);
    expect(log).toEqual(["opened known", "closed"]);
  });

  test("the client can close a channel", () => {
    const { tell, open, sent, log } = setUp();
    tell({ type: "create", channelId: 2, name: "known" });
    open[0].close();
    expect(sent.at(-1)).toEqual({ type: "close", channelId: 2 });
    expect(log).toEqual(["opened known", "closed"]);
  });

  test("a soft sync request is answered with no tunnels", () => {
    const { tell, sent } = setUp();
    tell({ type: "softSync" });
    expect(sent).toEqual([{ type: "softSync" }]);
  });
});

test("garbage gives a typed error", () => {
  const { channels, tell } = setUp();
  tell({ type: "create", channelId: 3, name: "known" });
  expectOnlyTypedErrors(
    (bytes) => channels.receive(bytes),
    serverPdus.map(([, bytes]) => fromHex(bytes)),
  );
  expectOnlyTypedErrors(
    decodeClientDynamicPdu,
    clientPdus.map(([, bytes]) => fromHex(bytes)),
  );
});

test("a channel whose messages are put together wrongly is closed, where its listener takes that", () => {
  const sent: ClientDynamicPdu[] = [];
  const heard: string[] = [];
  const listener = {
    delivery: "messages",
    opened: () => heard.push("opened"),
    received: () => heard.push("received"),
    closed: () => heard.push("closed"),
    failed: () => heard.push("failed"),
  } as const;
  const channels = new DynamicChannels(new Map([["device", listener]]), (message) =>
    sent.push(decodeClientDynamicPdu(message)),
  );
  channels.receive(encodeServerDynamicPdu({ type: "create", channelId: 3, name: "device" }));
  channels.receive(encodeServerDynamicPdu({ type: "dataFirst", channelId: 3, length: 2 ** 31, data }));
  channels.receive(encodeServerDynamicPdu({ type: "data", channelId: 3, data }));
  expect(heard).toEqual(["opened", "failed"]);
  expect(sent.at(-1)).toEqual({ type: "close", channelId: 3 });
});
