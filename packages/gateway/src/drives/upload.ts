import type { Drive } from "./drive.ts";
import { problemWith } from "./os-error.ts";
import { type Announced, partialPath } from "./partial.ts";
import { type OpenFile, VolumeError } from "./volume.ts";

/** An upload under way. */
export interface Receiving {
  /** Ends it; what has come stays. */
  readonly stop: () => void;
  readonly done: Promise<unknown>;
}

/** What is sent does not go with what is there; the message says what to do. */
export class UploadRefused extends Error {
  override readonly name = "UploadRefused";
  readonly reason: "other-offset" | "too-long";

  constructor(reason: UploadRefused["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface Progress {
  /** Bytes that are there. */
  readonly received: number;
  /** The file has its name. */
  readonly isComplete: boolean;
}

/**
 * Bytes of an upload that have come so far. Throws VolumeError when what is missing could not be taken.
 * @param replace whether a file that is there gives way; else "exists"
 */
export async function receivedOf({ volume }: Drive, announced: Announced, replace: boolean): Promise<number> {
  const { path, size } = announced;
  const there = await volume.lookup(path);
  if (there?.isFolder) throw problemWith("is-folder", path);
  if (there && !replace) throw problemWith("exists", path);
  const received = (await volume.lookup(partialPath(announced)))?.size ?? 0;
  if (size - received > (await volume.space()).free) throw problemWith("full", path);
  return received;
}

/**
 * Takes bytes of a file from `offset` on, which is where the last attempt ended, or 0. When all are there the file gets its name at
 * once; else what has come waits for more. Another attempt to send the same file takes over.
 * @param replace whether a file that is there gives way; else "exists" @param stop is to end `chunks`
 * Throws VolumeError, UploadRefused.
 */
export async function receive(
  drive: Drive,
  announced: Announced,
  chunks: AsyncIterable<Uint8Array>,
  { offset, replace, stop }: { readonly offset: number; readonly replace: boolean; readonly stop: () => void },
): Promise<Progress> {
  const path = partialPath(announced);
  const before = drive.receiving.get(path);
  before?.stop();
  const { promise, resolve } = Promise.withResolvers<void>();
  const receiving: Receiving = { stop, done: promise };
  drive.receiving.set(path, receiving);
  try {
    await before?.done;
    return await take(drive, announced, chunks, offset, replace);
  } finally {
    resolve();
    if (drive.receiving.get(path) === receiving) drive.receiving.delete(path);
  }
}

async function take(
  drive: Drive,
  announced: Announced,
  chunks: AsyncIterable<Uint8Array>,
  offset: number,
  replace: boolean,
): Promise<Progress> {
  const { volume } = drive;
  const { path, size, modified } = announced;
  const partial = partialPath(announced);
  const received = await receivedOf(drive, announced, replace);
  if (offset !== received && offset !== 0) {
    throw new UploadRefused("other-offset", `${received} bytes of "${path}" are here; go on there, or begin with 0.`);
  }
  const options = { access: "write", create: "if-missing", kind: "file" } as const;
  const file = await volume.open(partial, options).catch((error: unknown) => {
    throw named(error, path);
  });
  let end: number;
  try {
    await file.truncate(offset);
    end = await write(file, announced, offset, chunks);
    if (end === size) await file.setTimes({ modified });
  } catch (error) {
    if (isHopeless(error)) await volume.remove(partial);
    throw named(error, path);
  } finally {
    await file.close();
  }
  if (end < size) return { received: end, isComplete: false };
  await volume.rename(partial, path, replace);
  return { received: end, isComplete: true };
}

/** Writes what comes; a sender that vanishes is an end like any other. @returns where it ended */
async function write(
  file: OpenFile,
  { path, size }: Announced,
  offset: number,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  let end = offset;
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch(() => undefined);
      if (!next || next.done) return end;
      const chunk = next.value;
      if (end + chunk.length > size) {
        throw new UploadRefused("too-long", `"${path}" was said to have ${size} bytes, but more came; send it again.`);
      }
      await file.write(end, chunk);
      end += chunk.length;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The error with the name that people know, instead of that of what has come. */
function named(error: unknown, path: string): unknown {
  return error instanceof VolumeError ? problemWith(error.problem, path, { cause: error }) : error;
}

/** Going on would come to the same. */
function isHopeless(error: unknown): boolean {
  return error instanceof UploadRefused || (error instanceof VolumeError && error.problem === "full");
}
