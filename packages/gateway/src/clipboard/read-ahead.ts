import { ClipboardError } from "./clipboard-error.ts";

/** Bytes that are asked for in one request. */
const RANGE = 256 * 1024;
/** Requests that wait for their answer: one after the other, each range would take a whole round trip. */
const IN_FLIGHT = 4;

type Read = (position: number, length: number) => Promise<Uint8Array>;

/**
 * The bytes of a file of the desktop, in their order. Further ranges are asked for while one is on its way, but only as long as
 * somebody reads. Throws ClipboardError.
 * @param read may answer with fewer bytes than were asked for, but not with none
 */
export async function* readAhead(size: number, read: Read): AsyncGenerator<Uint8Array> {
  const asked: Promise<Uint8Array[]>[] = [];
  for (let position = 0; ; ) {
    while (asked.length < IN_FLIGHT && position < size) {
      const end = Math.min(position + RANGE, size);
      const answer = readRange(position, end, read);
      // What fails is heard of in its turn, unless nobody reads so far.
      answer.catch(() => {});
      asked.push(answer);
      position = end;
    }
    const next = asked.shift();
    if (!next) return;
    yield* await next;
  }
}

async function readRange(start: number, end: number, read: Read): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (let position = start; position < end; ) {
    const part = await read(position, end - position);
    if (part.length === 0 || part.length > end - position) throw new ClipboardError("unreadable");
    parts.push(part);
    position += part.length;
  }
  return parts;
}
