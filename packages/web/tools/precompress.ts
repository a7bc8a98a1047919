import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip as gzipCompress } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(js|css|html|svg|wasm|json)$/;

/** Brotli at its highest quality, as the files next to the assets are compressed. */
export function brotli(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}

/** gzip at its highest level, likewise. */
export function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(gzipCompress)(bytes, { level: 9 });
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  await Promise.all([
    brotli(bytes).then((small) => writeFile(`${file}.br`, small)),
    gzip(bytes).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}

/** Writes `.br` and `.gz` next to every text and WASM file, so that the gateway compresses nothing while it serves. */
export function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    async writeBundle({ dir = "" }) {
      const files = await readdir(dir, { recursive: true });
      await Promise.all(files.filter((file) => compressible.test(file)).map((file) => compress(join(dir, file))));
    },
  };
}
