import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { makeZip } from "client-zip";
import type { DesktopOffer, OpenFile } from "./desktop-offer.ts";

/** All files that a desktop has copied, as a ZIP that is made while it is read. What cannot be read breaks it off. Throws ClipboardError. */
export async function zipOf(offer: DesktopOffer): Promise<Readable> {
  const files = await offer.allowedFiles();
  let reading: OpenFile["bytes"] | undefined;

  async function* entries() {
    for (const [index, { path, isFolder, size, modified }] of files.entries()) {
      const lastModified = modified === undefined ? {} : { lastModified: new Date(modified) };
      if (isFolder) {
        yield { name: `${path}/`, ...lastModified };
        continue;
      }
      reading = (await offer.openFile(index))?.bytes;
      if (reading) yield { name: path, size, input: reading, ...lastModified };
    }
  }

  const zip = Readable.fromWeb(makeZip(entries()) as ReadableStream<Uint8Array>);
  // The library does not say to a file in the middle of which it is left that it is.
  zip.once("close", () => void reading?.return(undefined).catch(() => {}));
  return zip;
}
