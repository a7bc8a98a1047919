import { beforeAll, describe, expect, it } from "vitest";
import type { Kernels } from "../../packages/graphics/src/kernels/kernels.ts";
import { STATE_COEFFICIENTS, STATE_PRESENT, STATE_SIZE } from "../../packages/graphics/src/kernels/tile-layout.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import { type Call, FreeRdpOracle } from "./freerdp.ts";
import { fedBy, feed, newDesktop } from "./our-desktop.ts";
import { nothingNew, progressiveStreams } from "./remotefx-streams.ts";

const COMPONENTS = 3;
const TILE_SAMPLES = 4096;
/** Where bands begin: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
const PLAIN = [0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096];
const EXTRAPOLATED = [0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, 4096];

let oracle: FreeRdpOracle;
beforeAll(async () => {
  oracle = await FreeRdpOracle.build();
}, 600_000);

// A tile's coefficients are what later passes and differences build on: an error in one of them would stay.
describe("has after each pass the coefficients that libfreerdp2 has", () => {
  for (const extrapolated of [true, false]) {
    for (const [quantization, frames] of progressiveStreams(extrapolated).entries()) {
      it(`${extrapolated ? "reduce-extrapolate" : "plain"} transform, quantization ${quantization}`, async () => {
        const theirs = await coefficientsThere(frames, nothingNew(extrapolated));
        const ours = coefficientsHere(frames, extrapolated ? EXTRAPOLATED : PLAIN);
        for (const [i, coefficients] of ours.entries()) {
          expect(coefficients.some((value) => value !== 0)).toBe(true);
          expect(Buffer.compare(Buffer.from(coefficients.buffer), theirs[i]), `frame ${i}`).toBe(0);
        }
      });
    }
  }
});

/**
 * What libfreerdp2 has after the first frame, after the first two, and so on. It shows its coefficients when it adds a
 * difference to them, from which upgrades cannot go on: so each time it begins anew.
 */
async function coefficientsThere(frames: readonly Call[], nothing: Call): Promise<Uint8Array[]> {
  const { width = 0, height = 0 } = nothing;
  const calls = frames.flatMap((_, last): Call[] => [
    { operation: "canvas", width, height },
    ...frames.slice(0, last + 1),
    { operation: "coefficients" },
    nothing,
    { operation: "coefficients" },
  ]);
  const { answers } = await oracle.run(calls);
  expect(answers.every(({ accepted }) => accepted)).toBe(true);
  return answers
    .filter((_, i) => calls[i].operation === "coefficients")
    .flatMap(({ data }, i) => (i % 2 ? [data] : []));
}

/** What our decoder keeps of its tiles after each frame. */
function coefficientsHere(frames: readonly Call[], offsets: readonly number[]): Int16Array[] {
  const kernels = newKernels();
  const tiles = addressesOfTiles(kernels);
  const desktop = newDesktop(frames[0], kernels);
  return frames.map((call) => {
    feed(desktop, fedBy(call));
    const coefficients = new Int16Array(tiles.length * COMPONENTS * TILE_SAMPLES);
    for (const [tile, address] of tiles.entries()) {
      coefficients.set(coefficientsOf(kernels, address, offsets), tile * COMPONENTS * TILE_SAMPLES);
    }
    return coefficients;
  });
}

/** Fills itself while tiles are decoded for the first time. */
function addressesOfTiles(kernels: Kernels): number[] {
  const addresses: number[] = [];
  const allocate = kernels.allocate.bind(kernels);
  kernels.allocate = (bytes) => {
    const address = allocate(bytes);
    if (bytes === STATE_SIZE) addresses.push(address);
    return address;
  };
  return addresses;
}

/** Bands that are not present are zeros, whatever is in their place. */
function coefficientsOf({ memory }: Kernels, address: number, offsets: readonly number[]): Int16Array {
  const view = new DataView(memory.buffer, address, STATE_SIZE);
  const coefficients = new Int16Array(COMPONENTS * TILE_SAMPLES);
  for (let component = 0; component < COMPONENTS; component++) {
    const present = view.getUint16(STATE_PRESENT + component * 2, true);
    const start = component * TILE_SAMPLES;
    for (let band = 0; band + 1 < offsets.length; band++) {
      if ((present & (1 << band)) === 0) continue;
      for (let i = start + offsets[band]; i < start + offsets[band + 1]; i++) {
        coefficients[i] = view.getInt16(STATE_COEFFICIENTS + i * 2, true);
      }
    }
  }
  return coefficients;
}
