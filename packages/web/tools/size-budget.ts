import type { Plugin } from "vite";
import { firstLoad, isKernels, type LoadedFile } from "./first-load.ts";

const KILOBYTE = 1024;

/** size-budget.json. */
export interface SizeBudget {
  /** The module of a page, as the end of its path. */
  readonly page: string;
  /** What its first load may take, compressed by Brotli: all files together, and the kernels among them. */
  readonly brotliKilobytes: { readonly everything: number; readonly kernels: number };
}

/** Prints what the first load of a page takes, file by file, and fails the build when that is over its budget. */
export function sizeBudget({ page, brotliKilobytes }: SizeBudget): Plugin {
  return {
    name: "size-budget",
    apply: "build",
    enforce: "post",
    async writeBundle(_options, bundle) {
      const files = await firstLoad(bundle, page);
      const sums = [
        { what: "everything", ...sum(files), limit: brotliKilobytes.everything },
        { what: "kernels", ...sum(files.filter(isKernels)), limit: brotliKilobytes.kernels },
      ];
      const rows = [
        ...files.map(({ name, bytes, gzip, brotli }) => [name, bytes, gzip, brotli].map(cell)),
        ...sums.map(({ what, bytes, gzip, brotli, limit }) => [
          ...[what, bytes, gzip, brotli].map(cell),
          `of ${limit} KB`,
        ]),
      ];
      this.info(`first load of ${page}, in KB:\n${table([["file", "as it is", "gzip", "Brotli"], ...rows])}`);
      const over = sums.filter(({ brotli, limit }) => brotli > limit * KILOBYTE);
      if (over.length > 0) this.error(`over size-budget.json: ${over.map(({ what }) => what).join(", ")}`);
    },
  };
}

function sum(files: readonly LoadedFile[]): Omit<LoadedFile, "name"> {
  const total = (size: "bytes" | "gzip" | "brotli") => files.reduce((bytes, file) => bytes + file[size], 0);
  return { bytes: total("bytes"), gzip: total("gzip"), brotli: total("brotli") };
}

/** Bytes in KB; names as they are. */
function cell(value: string | number): string {
  return typeof value === "string" ? value : (value / KILOBYTE).toFixed(1);
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) =>
    row.map((text, column) => (column === 0 ? text.padEnd(width(0)) : text.padStart(width(column)))).join("  ");
  return rows.map((row) => `  ${line(row)}`).join("\n");
}
