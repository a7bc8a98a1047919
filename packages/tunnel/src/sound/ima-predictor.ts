/** Changes of the step index by the lower three bits of a code (IMA Digital Audio Focus, 1992). */
const INDEX_CHANGES = Int8Array.of(-1, -1, -1, -1, 2, 4, 6, 8);

const STEPS = Int16Array.of(
  ...[7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107],
  ...[
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
  ],
  ...[1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894],
  ...[6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794],
  32767,
);

/** How far the sound of one channel has come. */
export class ImaPredictor {
  sample: number;
  /** Place in the table of steps. */
  index: number;

  /** @param index as a block's header has it; one beyond the table is its end */
  constructor(sample = 0, index = 0) {
    this.sample = sample;
    this.index = Math.min(index, STEPS.length - 1);
  }

  /** The code whose sound is nearest to `wanted`, which becomes the prediction. */
  encode(wanted: number): number {
    const step = STEPS[this.index] ?? 0;
    const difference = wanted - this.sample;
    const magnitude = Math.min(Math.floor((Math.abs(difference) * 4) / step), 7);
    const code = difference < 0 ? magnitude | 8 : magnitude;
    this.decode(code);
    return code;
  }

  /** The sample that a code makes of the one before. */
  decode(code: number): number {
    const step = STEPS[this.index] ?? 0;
    let change = step >> 3;
    if (code & 4) change += step;
    if (code & 2) change += step >> 1;
    if (code & 1) change += step >> 2;
    const sample = code & 8 ? this.sample - change : this.sample + change;
    this.sample = Math.min(Math.max(sample, -32768), 32767);
    this.index = Math.min(Math.max(this.index + (INDEX_CHANGES[code & 7] ?? 0), 0), STEPS.length - 1);
    return this.sample;
  }
}
