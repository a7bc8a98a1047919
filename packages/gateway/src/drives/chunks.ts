import type { OpenFile } from "./volume.ts";

const CHUNK = 256 * 1024;

/** The bytes of a file from `start` to before `end`, or to its own end; closes it, whatever happens. */
export async function* chunksOf(file: OpenFile, start: number, end: number): AsyncGenerator<Uint8Array> {
  try {
    for (let offset = start; offset < end; ) {
      const chunk = await file.read(offset, Math.min(CHUNK, end - offset));
      if (chunk.length === 0) return;
      offset += chunk.length;
      yield chunk;
    }
  } finally {
    await file.close();
  }
}
