import { beforeEach, describe, expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { ClipboardChannel, type ClipboardOwner } from "./clipboard-channel.ts";
import {
  ClipboardFlag,
  type ClipboardPdu,
  type ContentsRequest,
  decodeClipboardPdu,
  encodeClipboardPdu,
} from "./clipboard-pdus.ts";
import type { ClipboardFormatName } from "./format-list.ts";
import type { GiveToServer } from "./own-contents.ts";
import type { ClipboardAnswer } from "./server-contents.ts";

const TEXT = { id: 13, name: "" };
const HTML = { id: 0xc001, name: "HTML Format" };
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (answer: ClipboardAnswer | undefined) => answer?.data && new TextDecoder().decode(answer.data);

/** A server and an owner around a channel, which remember what they hear. */
class Scene implements ClipboardOwner<string> {
  readonly channel = new ClipboardChannel(this);
  said: ClipboardPdu[] = [];
  readonly lists: (readonly ClipboardFormatName[])[] = [];
  readonly told: string[] = [];
  isWaiting = false;
  readonly asked: { readonly offer: string; readonly what: number | ContentsRequest; readonly give: GiveToServer }[] =
    [];

  constructor(flags = ClipboardFlag.LongFormatNames | ClipboardFlag.StreamFiles | ClipboardFlag.CanLock) {
    let long = new Uint8Array(0);
    this.channel.opened({
      name: "cliprdr",
      close: () => {},
      send: (message) => this.#heard(message),
      sendPart: (message, start, end) => {
        long = new Uint8Array([...long, ...message.subarray(start, end)]);
        if (end < message.length) return;
        this.#heard(long);
        long = new Uint8Array(0);
      },
    });
    this.server({ type: "capabilities", flags });
    this.server({ type: "monitorReady" });
  }

  server(pdu: ClipboardPdu): void {
    this.channel.received(encodeClipboardPdu(pdu, this.channel.supports(ClipboardFlag.LongFormatNames)));
  }

  /** What was said to the server since the last time. */
  take(): ClipboardPdu[] {
    const said = this.said;
    this.said = [];
    return said;
  }

  ready(): void {
    this.told.push("ready");
  }
  taken(offer: string, isOk: boolean): void {
    this.told.push(`${offer} ${isOk ? "taken" : "refused"}`);
  }
  copied(formats: readonly ClipboardFormatName[]): void {
    this.lists.push(formats);
  }
  dataWanted(offer: string, what: number, give: GiveToServer): void {
    this.asked.push({ offer, what, give });
  }
  contentsWanted(offer: string, what: ContentsRequest, give: GiveToServer): void {
    this.asked.push({ offer, what, give });
  }
  waits(isWaiting: boolean): void {
    this.isWaiting = isWaiting;
  }
  sendsMuch(): void {
    this.told.push("much");
  }
  failed(): void {
    this.told.push("failed");
  }

  #heard(message: Uint8Array): void {
    const pdu = decodeClipboardPdu(message.slice(), this.channel.supports(ClipboardFlag.LongFormatNames));
    if (pdu) this.said.push(pdu);
  }
}

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});

test("it begins with capabilities and the formats that are there", () => {
  expect(scene.take()).toEqual([
    { type: "capabilities", flags: 0x3e },
    { type: "formatList", formats: [] },
  ]);
  expect(scene.told).toEqual(["ready"]);
});

test("what is announced is confirmed by its name, in order", () => {
  scene.server({ type: "formatListResponse", isOk: true });
  scene.channel.announce("one", [TEXT]);
  scene.channel.announce("two", [HTML]);
  scene.server({ type: "formatListResponse", isOk: true });
  scene.server({ type: "formatListResponse", isOk: false });
  expect(scene.told).toEqual(["ready", "one taken", "two refused"]);
});

describe("requests for the server's data", () => {
  test("wait for each other", () => {
    const heard: (string | undefined)[] = [];
    scene.take();
    scene.channel.requestData(1, 100, (answer) => heard.push(text(answer)));
    scene.channel.requestData(2, 100, (answer) => heard.push(text(answer)));
    expect(scene.take()).toEqual([{ type: "dataRequest", format: 1 }]);
    scene.server({ type: "dataResponse", data: bytes("first") });
    expect(scene.take()).toEqual([{ type: "dataRequest", format: 2 }]);
    scene.server({ type: "dataResponse" });
    expect(heard).toEqual(["first", undefined]);
  });

  test("that were made before another copy come back empty, and their late answer is nobody else's", () => {
    const heard: string[] = [];
    scene.channel.requestData(1, 100, (answer) => heard.push(`old ${text(answer)}`));
    scene.server({ type: "formatList", formats: [TEXT] });
    scene.take();
    scene.channel.requestData(1, 100, (answer) => heard.push(`new ${text(answer)}`));
    expect(scene.take()).toEqual([]);
    scene.server({ type: "dataResponse", data: bytes("late") });
    expect(scene.take()).toEqual([{ type: "dataRequest", format: 1 }]);
    scene.server({ type: "dataResponse", data: bytes("right") });
    expect(heard).toEqual(["old undefined", "new right"]);
  });

  test("are not answered by an answer that comes twice", () => {
    const heard: (string | undefined)[] = [];
    scene.channel.requestData(1, 100, (answer) => heard.push(text(answer)));
    scene.channel.requestData(2, 100, (answer) => heard.push(text(answer)));
    scene.server({ type: "dataResponse", data: bytes("twice") });
    scene.server({ type: "dataResponse", data: bytes("twice") });
    scene.server({ type: "dataResponse", data: bytes("html") });
    expect(heard).toEqual(["twice", "html"]);
  });

  test("say how long an answer is that is left out", () => {
    const answers: ClipboardAnswer[] = [];
    scene.channel.requestData(1, 100, (answer) => answers.push(answer));
    scene.channel.requestContents({ index: 0 }, (answer) => answers.push(answer));
    scene.channel.skipped(1 << 30, encodeClipboardPdu({ type: "dataResponse", data: bytes("x") }));
    scene.channel.skipped(1 << 29, encodeClipboardPdu({ type: "contentsResponse", streamId: 1, data: bytes("x") }));
    expect(answers).toEqual([{ length: 1 }, { length: 5 }]);
  });

  test("bound what the server may send", () => {
    const before = scene.channel.longestMessage;
    scene.channel.requestData(1, 5 << 20, () => {});
    expect(scene.channel.longestMessage).toBe((5 << 20) + 12);
    scene.channel.requestContents({ index: 0, range: { position: 0n, length: 6 << 20 } }, () => {});
    expect(scene.channel.longestMessage).toBe((6 << 20) + 12);
    scene.server({ type: "contentsResponse", streamId: 1 });
    scene.server({ type: "dataResponse" });
    expect(scene.channel.longestMessage).toBe(before);
  });

  test("and for files come back empty when the connection ends", () => {
    const answers: ClipboardAnswer[] = [];
    scene.channel.requestData(1, 100, (answer) => answers.push(answer));
    scene.channel.requestContents({ index: 0 }, (answer) => answers.push(answer));
    scene.channel.close();
    expect(answers).toEqual([{}, {}]);
  });
});

test("files are asked for by numbers of their own, and answers find their way in any order", () => {
  const heard: (string | undefined)[] = [];
  scene.take();
  scene.channel.requestContents({ index: 0 }, (answer) => heard.push(text(answer)));
  scene.channel.requestContents({ index: 1, lock: 5 }, (answer) => heard.push(text(answer)));
  expect(scene.take()).toEqual([
    { type: "contentsRequest", streamId: 1, index: 0 },
    { type: "contentsRequest", streamId: 2, index: 1, lock: 5 },
  ]);
  scene.server({ type: "contentsResponse", streamId: 99, data: bytes("nobody's") });
  scene.server({ type: "contentsResponse", streamId: 2, data: bytes("second") });
  scene.server({ type: "contentsResponse", streamId: 1, data: bytes("first") });
  expect(heard).toEqual(["second", "first"]);
});

test("a server whose clipboard begins anew owes no answers", () => {
  const heard: (string | undefined)[] = [];
  const ask = () => scene.channel.requestData(1, 100, (answer) => heard.push(text(answer)));
  ask();
  scene.channel.giveUpData();
  ask();
  expect(scene.isWaiting).toBe(true);
  scene.server({ type: "monitorReady" });
  expect(scene.isWaiting).toBe(false);
  ask();
  scene.server({ type: "dataResponse", data: bytes("new") });
  expect(heard).toEqual([undefined, undefined, "new"]);
});

test("a file that is given up comes back empty once, whatever comes later", () => {
  const answers: ClipboardAnswer[] = [];
  const before = scene.channel.longestMessage;
  const range = { position: 0n, length: 6 << 20 };
  const number = scene.channel.requestContents({ index: 0, range }, (answer) => answers.push(answer));
  scene.channel.giveUpContents(number);
  scene.server({ type: "contentsResponse", streamId: number, data: bytes("late") });
  expect(answers).toEqual([{ isGivenUp: true }]);
  expect(scene.channel.longestMessage).toBe(before);
});

describe("the server's requests", () => {
  test("are answered in their order, whoever is ready first", () => {
    scene.channel.announce("mine", [TEXT, HTML]);
    scene.take();
    scene.server({ type: "dataRequest", format: TEXT.id });
    scene.server({ type: "dataRequest", format: HTML.id });
    scene.server({ type: "dataRequest", format: 99 });
    expect(scene.asked).toHaveLength(1);
    scene.asked[0]?.give(bytes("text"));
    scene.asked[0]?.give(bytes("again"));
    scene.asked[1]?.give(undefined);
    expect(scene.take()).toEqual([
      { type: "dataResponse", data: bytes("text") },
      { type: "dataResponse" },
      { type: "dataResponse" },
    ]);
  });

  test("for a file are of what was locked, as long as it is", () => {
    scene.channel.announce("old", [TEXT]);
    scene.server({ type: "lock", id: 7 });
    scene.channel.announce("new", [TEXT]);
    const request = { type: "contentsRequest", streamId: 1, index: 0 } as const;
    scene.server({ ...request, lock: 7 });
    scene.server({ ...request, streamId: 2 });
    scene.server({ type: "unlock", id: 7 });
    scene.server({ ...request, streamId: 3, lock: 7 });
    expect(scene.asked.map(({ offer }) => offer)).toEqual(["old", "new"]);
    expect(scene.take().at(-1)).toEqual({ type: "contentsResponse", streamId: 3 });
    scene.asked[1]?.give(bytes("b"));
    expect(scene.take()).toEqual([{ type: "contentsResponse", streamId: 2, data: bytes("b") }]);
  });

  test("without anything announced are refused", () => {
    scene.take();
    scene.server({ type: "dataRequest", format: 13 });
    scene.server({ type: "contentsRequest", streamId: 4, index: 0 });
    expect(scene.take()).toEqual([{ type: "dataResponse" }, { type: "contentsResponse", streamId: 4 }]);
  });

  test("are not heaped up without end", () => {
    scene.channel.announce("mine", [TEXT]);
    const ask = () => scene.server({ type: "dataRequest", format: TEXT.id });
    expect(() => Array.from({ length: 65 }, ask)).toThrow("more than 64 at a time");
  });
});

test("long answers leave in parts, and nothing gets between them", () => {
  scene.channel.announce("mine", [TEXT]);
  scene.server({ type: "dataRequest", format: TEXT.id });
  scene.take();
  const long = new Uint8Array(150_000).map((_, at) => at);
  scene.asked[0]?.give(long);
  scene.server({ type: "formatList", formats: [] });
  expect(scene.take()).toEqual([]);
  expect(scene.told.at(-1)).toBe("much");
  let steps = 1;
  while (scene.channel.sendMore()) steps++;
  expect(steps).toBe(4);
  expect(scene.take()).toEqual([
    { type: "dataResponse", data: long },
    { type: "formatListResponse", isOk: true },
  ]);
});

test("a server that asks and does not read is given up", () => {
  scene.channel.announce("mine", [TEXT]);
  scene.server({ type: "dataRequest", format: TEXT.id });
  scene.asked[0]?.give(new Uint8Array(100_000));
  const ask = () =>
    scene.server({ type: "contentsRequest", streamId: 1, index: 0, range: { position: 0n, length: 9 } });
  expect(() => {
    for (let count = 0; count < 1000; count++) {
      ask();
      scene.asked.at(-1)?.give(bytes("x"));
    }
  }).toThrow("does not take the answers");
});

test("locks are only for servers that know them", () => {
  expect(scene.channel.lock()).toBe(1);
  scene.channel.unlock(1);
  expect(scene.take().slice(-2)).toEqual([
    { type: "lock", id: 1 },
    { type: "unlock", id: 1 },
  ]);
  expect(new Scene(ClipboardFlag.StreamFiles).channel.lock()).toBeUndefined();
});

test("garbage gives a typed error", () => {
  const good = encodeClipboardPdu({ type: "formatList", formats: [TEXT, HTML] });
  expectOnlyTypedErrors((message) => new Scene().channel.received(message), [good]);
});
