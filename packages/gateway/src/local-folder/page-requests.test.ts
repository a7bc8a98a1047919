import {
  DeviceDown,
  decodeJson,
  decodeLocalData,
  encodeJson,
  encodeLocalData,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageRequests } from "./page-requests.ts";

let sent: { readonly type: number; readonly payload: Uint8Array }[];
let requests: PageRequests;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  requests = new PageRequests({
    decodes: [],
    unsent: 0,
    send: (type, payload = new Uint8Array(0)) => sent.push({ type, payload }),
  });
});
afterEach(() => vi.useRealTimers());

test("what is read comes in pieces, and answers find their requests", async () => {
  const first = requests.ask({ action: "read", path: "a.txt", offset: 0, length: 5 });
  const second = requests.ask({ action: "stat", path: "b.txt" });
  expect(sent.map(({ payload }) => decodeJson(payload))).toEqual([
    { request: 1, action: "read", path: "a.txt", offset: 0, length: 5 },
    { request: 2, action: "stat", path: "b.txt" },
  ]);
  requests.takeAnswer(encodeJson({ request: 2, entries: [{ name: "b.txt", isFolder: false, size: 1, modified: 2 }] }));
  requests.takeData(encodeLocalData(1, Uint8Array.of(1, 2)));
  requests.takeData(encodeLocalData(1, Uint8Array.of(3)));
  requests.takeAnswer(encodeJson({ request: 1 }));
  expect((await first).data).toEqual(Uint8Array.of(1, 2, 3));
  expect((await second).entries).toEqual([{ name: "b.txt", isFolder: false, size: 1, modified: 2 }]);
});

test("what is written goes before the request, in pieces", async () => {
  const data = new Uint8Array(40_000).fill(7);
  const written = requests.ask({ action: "write", path: "a", offset: 0 }, data);
  expect(sent.map(({ type }) => type)).toEqual([
    DeviceDown.LocalFolderData,
    DeviceDown.LocalFolderData,
    DeviceDown.LocalFolderRequest,
  ]);
  expect(sent.slice(0, 2).map(({ payload }) => decodeLocalData(payload).data.length)).toEqual([32_768, 7_232]);
  requests.takeAnswer(encodeJson({ request: 1 }));
  await written;
});

test("pieces of nothing take no memory", async () => {
  const read = requests.ask({ action: "read", path: "a", offset: 0, length: 3 });
  for (let count = 0; count < 1000; count++) requests.takeData(encodeLocalData(1, new Uint8Array(0)));
  requests.takeData(encodeLocalData(1, Uint8Array.of(9)));
  requests.takeAnswer(encodeJson({ request: 1 }));
  const { data } = await read;
  expect([data, data.buffer.byteLength]).toEqual([Uint8Array.of(9), 3]);
});

test("a problem, a page that is silent and one that goes are told as what they are", async () => {
  const refused = requests.ask({ action: "remove", path: "x" });
  requests.takeAnswer(encodeJson({ request: 1, problem: "not-empty" }));
  await expect(refused).rejects.toMatchObject({ problem: "not-empty" });
  const silent = requests.ask({ action: "stat", path: "x" });
  const gone = requests.ask({ action: "stat", path: "y" });
  vi.advanceTimersByTime(60_000);
  await expect(silent).rejects.toMatchObject({ problem: "failed" });
  requests.close();
  await expect(gone).rejects.toMatchObject({ problem: "failed" });
});

test("a page that sends more than was asked for, or no answer at all, breaks the format", () => {
  requests.ask({ action: "read", path: "a", offset: 0, length: 2 }).catch(() => {});
  expect(() => requests.takeData(encodeLocalData(1, new Uint8Array(3)))).toThrow(TunnelFormatError);
  expect(() => requests.takeAnswer(encodeJson({ request: 1, entries: [{ name: 5 }] }))).toThrow(TunnelFormatError);
  expect(() => requests.takeAnswer(encodeJson({ request: 1, problem: "bored" }))).toThrow(TunnelFormatError);
  // For a request that nobody waits for any more.
  requests.takeData(encodeLocalData(99, new Uint8Array(10)));
});

test("no more is asked at a time than a page can do", () => {
  for (let count = 0; count < 64; count++) requests.ask({ action: "stat", path: "x" }).catch(() => {});
  expect(() => requests.ask({ action: "stat", path: "x" })).toThrow("enough to do");
  requests.close();
});
