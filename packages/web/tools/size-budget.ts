import type { Plugin, Rolldown } from "vite";
import { brotli } from "./precompress.ts";

type Bundle = Rolldown.OutputBundle;

/** The files of `name` and of all it imports statically, their styles included. */
function closure(bundle: Bundle, name: string, found: Set<string>): Set<string> {
  const output = bundle[name];
  if (output?.type !== "chunk" || found.has(name)) return found;
  found.add(name);
  for (const style of output.viteMetadata?.importedCss ?? []) found.add(style);
  for (const imported of output.imports) closure(bundle, imported, found);
  return found;
}

/** What a browser loads to show `page`: the entry, the page's chunk, every worker and kernel, one language. */
function filesOf(bundle: Bundle, page: string): Set<string> {
  const found = new Set<string>(["index.html"]);
  for (const [name, output] of Object.entries(bundle)) {
    const isKernel = /\.wasm$/.test(name) || /worker/i.test(name);
    if (isKernel) found.add(name);
    if (output.type !== "chunk") continue;
    const module = output.facadeModuleId ?? "";
    if (output.isEntry || module.endsWith(page) || /i18n\/(desktop\.)?fr\.ts$/.test(module))
      closure(bundle, name, found);
  }
  return found;
}

/**
 * Fails the build when the first load of a page grows over its budget.
 * @param page the module of the page, as the end of its path.
 * @param limit bytes, Brotli-compressed, of all files together.
 */
export function sizeBudget({ page, limit }: { page: string; limit: number }): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    enforce: "post",
    async writeBundle(_options, bundle) {
      const sizes = await Promise.all(
        [...filesOf(bundle, page)].map(async (name) => {
          const output = bundle[name];
          const content = output?.type === "chunk" ? output.code : (output?.source ?? "");
          return { name, size: (await brotli(Buffer.from(content))).length };
        }),
      );
      const total = sizes.reduce((sum, { size }) => sum + size, 0);
      const summary = `first load of ${page}: ${(total / 1024).toFixed(1)} of ${limit / 1024} KB compressed`;
      if (total > limit) {
        const list = sizes.sort((a, b) => b.size - a.size).map(({ name, size }) => `  ${name} ${size}`);
        this.error(`${summary}\n${list.join("\n")}`);
      }
      this.info(summary);
    },
  };
}
