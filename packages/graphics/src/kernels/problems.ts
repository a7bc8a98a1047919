import { GraphicsDecodeError } from "../decode-error.ts";

/** What the numbers of assembly/errors.ts mean. */
const PROBLEMS = [
  "",
  "the data is cut off",
  "a run goes beyond its end",
  "pixels are missing",
  "a value means nothing",
  "something lies outside of the bitmap",
  "it paints far more than the desktop",
];

/** Throws GraphicsDecodeError unless `result`, which a kernel returned, is 0; `structure` is what it decoded. */
export function expectDecoded(structure: string, result: number): void {
  if (result !== 0) throw new GraphicsDecodeError(structure, PROBLEMS[result]);
}
