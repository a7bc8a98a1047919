import { availableParallelism } from "node:os";
import { runInWorker } from "../operations/run-in-worker.ts";
import { ClipboardError } from "./clipboard-error.ts";
import type { PictureAnswer, PictureTask } from "./picture-worker.ts";

/** What a picture of the largest size takes, many times over. */
const MOST_TIME = 30_000;
/** Pictures that are worked on at the same time; each takes memory, and a processor. */
const MOST_WORKERS = Math.max(1, availableParallelism() - 1);

const WORKER = new URL("./picture-worker.ts", import.meta.url);

let working = 0;
const waiting: (() => void)[] = [];

/** A Windows bitmap without file header (CF_DIB, CF_DIBV5) as PNG. Throws ClipboardError. */
export function dibToPng(dib: Uint8Array): Promise<Uint8Array> {
  return convert({ to: "png", bytes: dib });
}

/** PNG as a Windows bitmap without file header. Throws ClipboardError. */
export function pngToDib(png: Uint8Array, to: "dib" | "dib-v5"): Promise<Uint8Array> {
  return convert({ to, bytes: png });
}

async function convert(task: PictureTask): Promise<Uint8Array> {
  if (working === MOST_WORKERS) await new Promise<void>((resolve) => waiting.push(resolve));
  else working++;
  try {
    return await convertInWorker(task);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working--;
  }
}

async function convertInWorker(task: PictureTask): Promise<Uint8Array> {
  const { bytes } = await runInWorker<PictureAnswer>(WORKER, task, MOST_TIME).catch((): PictureAnswer => ({}));
  if (!bytes) throw new ClipboardError("unreadable");
  return bytes;
}
