import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { ClipboardFile } from "@passerelle/tunnel";
import { makeZip } from "client-zip";
import type { DesktopOffer } from "./desktop-offer.ts";

/** All files that a desktop has copied, as a ZIP that is made while it is read. What cannot be read breaks it off. Throws ClipboardError. */
export async function zipOf(offer: DesktopOffer): Promise<Readable> {
  const files = await offer.allowedFiles();
  return Readable.fromWeb(makeZip(entries(offer, files)) as ReadableStream<Uint8Array>);
}

async function* entries(offer: DesktopOffer, files: readonly ClipboardFile[]) {
  for (const [index, { path, isFolder, size, modified }] of files.entries()) {
    const lastModified = modified === undefined ? {} : { lastModified: new Date(modified) };
    if (isFolder) {
      yield { name: `${path}/`, ...lastModified };
    } else {
      const open = await offer.openFile(index);
      if (open) yield { name: path, size, input: open.bytes, ...lastModified };
    }
  }
}
