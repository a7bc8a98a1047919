import type { IncomingHttpHeaders } from "node:http";
import parseRanges from "range-parser";

/** What tells one state of a file from another (RFC 9110 8.8). */
export interface Validators {
  readonly etag: string;
  readonly "last-modified": string;
}

/** @param id of the file @param modified epoch milliseconds */
export function validatorsOf(id: bigint, size: number, modified: number): Validators {
  const etag = `"${id.toString(36)}-${size.toString(36)}-${Math.trunc(modified).toString(36)}"`;
  return { etag, "last-modified": new Date(modified).toUTCString() };
}

/** The bytes that a request asks for, `end` not included; undefined: all (RFC 9110 14). Several ranges are all. */
export function rangeOf(
  headers: IncomingHttpHeaders,
  size: number,
  validators: Validators,
): { readonly start: number; readonly end: number } | "unsatisfiable" | undefined {
  const { range, "if-range": condition } = headers;
  const isSame = condition === undefined || condition === validators.etag || condition === validators["last-modified"];
  if (range === undefined || !isSame) return undefined;
  const ranges = parseRanges(size, range);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  const [{ start, end }] = ranges;
  return { start, end: end + 1 };
}
