import { expect, test } from "vitest";
import { seededRandom } from "../testing/pictures.ts";
import { inverseDwt } from "./dwt.ts";

/** The lifting steps of [MS-RDPRFX] 3.1.8.1.4 on one line, mirrored at its ends. */
function inverseLine(low: number[], high: number[]): number[] {
  const line: number[] = [];
  low.forEach((value, n) => {
    line[2 * n] = value - ((high[Math.max(n - 1, 0)] + high[n] + 1) >> 1);
  });
  high.forEach((value, n) => {
    line[2 * n + 1] = 2 * value + ((line[2 * n] + (line[2 * n + 2] ?? line[2 * n])) >> 1);
  });
  return line;
}

function inverseLevel(tile: Int16Array, start: number, side: number): number[] {
  const band = (index: number, row: number) => {
    const at = start + index * side * side + row * side;
    return [...tile.subarray(at, at + side)];
  };
  const rows = Array.from({ length: side }, (_, row) => row);
  const low = rows.map((row) => inverseLine(band(3, row), band(0, row)));
  const high = rows.map((row) => inverseLine(band(1, row), band(2, row)));
  const out: number[] = [];
  for (let x = 0; x < side * 2; x++) {
    const column = inverseLine(
      low.map((row) => row[x]),
      high.map((row) => row[x]),
    );
    column.forEach((value, y) => {
      out[y * side * 2 + x] = value;
    });
  }
  return out;
}

test("three levels agree with the lifting steps written out", () => {
  const random = seededRandom(3);
  const tile = Int16Array.from({ length: 4096 }, () => Math.floor(random() * 400) - 200);
  const reference = tile.slice();
  reference.set(inverseLevel(reference, 3840, 8), 3840);
  reference.set(inverseLevel(reference, 3072, 16), 3072);
  reference.set(inverseLevel(reference, 0, 32), 0);
  inverseDwt(tile);
  expect(tile).toEqual(reference);
});

test("an even tile is its low band", () => {
  const tile = new Int16Array(4096);
  tile.fill(-321, 4032);
  inverseDwt(tile);
  expect(tile.every((sample) => sample === -321)).toBe(true);
});
