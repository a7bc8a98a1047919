import {
  DeviceDown,
  decodeJson,
  decodeLocalData,
  encodeJson,
  encodeLocalData,
  LOCAL_FOLDER_PROBLEMS,
  type LocalEntry,
  type LocalFolderAction,
  type LocalFolderRequest,
  localPieces,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { DevicePage } from "../devices/device.ts";
import { VolumeError } from "../drives/volume.ts";

const Entry = Type.Object({
  name: Type.String({ maxLength: 255 }),
  isFolder: Type.Boolean(),
  size: Type.Integer({ minimum: 0 }),
  modified: Type.Number({ minimum: 0, maximum: 8.64e15 }),
});
const Answer = Type.Object({
  request: Type.Integer({ minimum: 0 }),
  problem: Type.Optional(Type.Union(LOCAL_FOLDER_PROBLEMS.map((problem) => Type.Literal(problem)))),
  entries: Type.Optional(Type.Array(Entry, { maxItems: 1000 })),
  hasMore: Type.Optional(Type.Boolean()),
});

/** What the page gave for a request. */
export interface PageAnswer {
  readonly entries: readonly LocalEntry[];
  readonly hasMore: boolean;
  /** What was read. */
  readonly data: Uint8Array;
}

interface Waiting {
  readonly action: LocalFolderAction;
  /** What was read, once the first of it has come. */
  data?: Uint8Array;
  /** Bytes of it that have come. */
  length: number;
  readonly resolve: (answer: PageAnswer) => void;
  readonly reject: (error: VolumeError) => void;
  readonly timer: NodeJS.Timeout;
}

/** Milliseconds that a page has for one request. */
const PATIENCE = 60_000;
/** Requests that a page works on at a time; the desktop waits with further ones. */
const MOST_WAITING = 64;

/** Asks the page for what its folder holds, and matches the answers. */
export class PageRequests {
  readonly #page: DevicePage;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(page: DevicePage) {
    this.#page = page;
  }

  /** @param data what is to be written. Throws VolumeError, also when the page goes. */
  ask(action: LocalFolderAction, data: Uint8Array = new Uint8Array(0)): Promise<PageAnswer> {
    if (this.#waiting.size >= MOST_WAITING) {
      throw new VolumeError("too-many-open", "The page has enough to do with the folder that it shares.");
    }
    const request = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(request, "failed"), PATIENCE);
      this.#waiting.set(request, { action, length: 0, resolve, reject, timer });
      for (const piece of localPieces(data))
        this.#page.send(DeviceDown.LocalFolderData, encodeLocalData(request, piece));
      this.#page.send(DeviceDown.LocalFolderRequest, encodeJson({ request, ...action } satisfies LocalFolderRequest));
    });
  }

  /** A piece of what is read. Throws TunnelFormatError. */
  takeData(payload: Uint8Array): void {
    const { request, data } = decodeLocalData(payload);
    const waiting = this.#waiting.get(request);
    if (!waiting) return;
    const { action, length } = waiting;
    const most = action.action === "read" ? action.length : 0;
    if (length + data.length > most) throw new TunnelFormatError("local folder data that was not asked for");
    // However small the pieces are, they take no more than that.
    waiting.data ??= new Uint8Array(most);
    waiting.data.set(data, length);
    waiting.length += data.length;
  }

  /** Throws TunnelFormatError. */
  takeAnswer(payload: Uint8Array): void {
    const answer = decodeJson(payload);
    if (!Value.Check(Answer, answer))
      throw new TunnelFormatError("local folder answer has not the shape that was agreed");
    const { request, problem, entries = [], hasMore = false } = answer;
    if (problem !== undefined) {
      this.#fail(request, problem as VolumeError["problem"]);
      return;
    }
    const waiting = this.#take(request);
    waiting?.resolve({ entries, hasMore, data: waiting.data?.subarray(0, waiting.length) ?? new Uint8Array(0) });
  }

  /** The page is gone, or shares the folder no longer. */
  close(): void {
    for (const request of [...this.#waiting.keys()]) this.#fail(request, "failed");
  }

  #fail(request: number, problem: VolumeError["problem"]): void {
    const waiting = this.#take(request);
    if (!waiting) return;
    const { action, path } = waiting.action;
    waiting.reject(new VolumeError(problem, `The page could not ${action} "${path}": ${problem}.`));
  }

  #take(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request);
    if (!waiting) return undefined;
    this.#waiting.delete(request);
    clearTimeout(waiting.timer);
    return waiting;
  }
}
