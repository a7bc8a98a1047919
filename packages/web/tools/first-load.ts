import type { Rolldown } from "vite";
import { brotli, gzip } from "./precompress.ts";

type Bundle = Rolldown.OutputBundle;

/** A file that a browser loads, and its bytes as they are and compressed. */
export interface LoadedFile {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

/**
 * What a browser loads to show `page`: the entry, the page's chunk, every worker, one language, the kernels.
 * @param page the module of the page, as the end of its path
 */
export async function firstLoad(bundle: Bundle, page: string): Promise<LoadedFile[]> {
  const files = await Promise.all([...filesOf(bundle, page)].map((name) => weigh(bundle, name)));
  const heaviestFirst = files.sort((a, b) => b.brotli - a.brotli);
  // The kernels come for memory that is shared and for memory that is not; a browser loads one of the two.
  const [kernels] = heaviestFirst.filter(isKernels);
  return heaviestFirst.filter((file) => !isKernels(file) || file === kernels);
}

export function isKernels({ name }: LoadedFile): boolean {
  return name.endsWith(".wasm");
}

async function weigh(bundle: Bundle, name: string): Promise<LoadedFile> {
  const output = bundle[name];
  const content = Buffer.from(output?.type === "chunk" ? output.code : (output?.source ?? ""));
  return { name, bytes: content.length, gzip: (await gzip(content)).length, brotli: (await brotli(content)).length };
}

function filesOf(bundle: Bundle, page: string): Set<string> {
  const found = new Set<string>(["index.html"]);
  for (const [name, output] of Object.entries(bundle)) {
    if (/\.wasm$/.test(name) || /worker/i.test(name)) found.add(name);
    if (output.type !== "chunk") continue;
    const module = output.facadeModuleId ?? "";
    if (output.isEntry || module.endsWith(page) || /i18n\/(desktop\.)?fr\.ts$/.test(module)) {
      closure(bundle, name, found);
    }
  }
  return found;
}

/** The files of `name` and of all it imports statically, their styles included. */
function closure(bundle: Bundle, name: string, found: Set<string>): void {
  const output = bundle[name];
  if (output?.type !== "chunk" || found.has(name)) return;
  found.add(name);
  for (const style of output.viteMetadata?.importedCss ?? []) found.add(style);
  for (const imported of output.imports) closure(bundle, imported, found);
}
