import { beforeAll, describe, expect, it } from "vitest";
import { concat } from "../../packages/graphics/src/testing/byte-writer.ts";
import { someKernels } from "../../packages/graphics/src/testing/kernels.ts";
import { blankPicture } from "../../packages/graphics/src/testing/pictures.ts";
import { planesOf, type YuvPicture, yuvNoise, yuvPlain } from "../../packages/graphics/src/testing/video.ts";
import { paintYuv420, paintYuv444, type YuvPlanes } from "../../packages/graphics/src/video/yuv-planes.ts";
import { FreeRdpOracle } from "./freerdp.ts";

const WIDTH = 96;
const HEIGHT = 64;
const ALL = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

let oracle: FreeRdpOracle;
beforeAll(async () => {
  oracle = await FreeRdpOracle.build();
}, 600_000);

const PICTURES: readonly YuvPicture[] = [
  ...[1, 2, 3, 4].map((seed) => yuvNoise(WIDTH, HEIGHT, seed)),
  yuvPlain(WIDTH, HEIGHT, 255, 0, 255),
  yuvPlain(WIDTH, HEIGHT, 0, 255, 0),
  gentle(5),
];

/** Samples that differ little from pixel to pixel, as those of pictures do. */
function gentle(seed: number): YuvPicture {
  const { y, u, v, ...size } = yuvNoise(WIDTH, HEIGHT, seed);
  const calm = (plane: Uint8Array) => plane.map((sample, i) => 90 + ((i * 3) % 61) + (sample >> 4));
  return { ...size, y: calm(y), u: calm(u), v: calm(v) };
}

function planes(picture: YuvPicture): YuvPlanes {
  const kernels = someKernels();
  const bytes = planesOf(picture, ALL);
  const address = kernels.allocate(bytes.length);
  kernels.bytes.set(bytes, address);
  return { address, ...ALL };
}

async function decodeThere(operation: "yuv420" | "yuv444", parameter: number, data: Uint8Array): Promise<Uint32Array> {
  const size = { width: WIDTH, height: HEIGHT };
  const { answers } = await oracle.run([
    { operation: "canvas", ...size },
    { operation, ...size, parameter, data },
    { operation: "pixels" },
  ]);
  expect(answers.every(({ accepted }) => accepted)).toBe(true);
  return new Uint32Array(answers[2].data.buffer);
}

describe("shows H.264 pictures as libfreerdp2 does", () => {
  for (const [i, picture] of PICTURES.entries()) {
    it(`YUV 4:2:0, picture ${i}`, async () => {
      const target = blankPicture(WIDTH, HEIGHT);
      paintYuv420(planes(picture), ALL, target);
      expect(largestDifference(target.words, await decodeThere("yuv420", 0, planesOf(picture, ALL)))).toBe(0);
    });
    // The first of four pixels is computed from the others; where that makes little difference, libfreerdp2 does it, we
    // (and FreeRDP 3) do not, so as not to enlarge the codec's noise. yuv-planes.test.ts sees to it.
    for (const version of [1, 2] as const) {
      it(`YUV 4:4:4 of two views, version ${version}, picture ${i}: three of four pixels`, async () => {
        const auxiliary = PICTURES[(i + 1) % PICTURES.length];
        const target = blankPicture(WIDTH, HEIGHT);
        paintYuv444(version, planes(picture), planes(auxiliary), ALL, target);
        const both = concat([planesOf(picture, ALL), planesOf(auxiliary, ALL)]);
        const theirs = await decodeThere("yuv444", version, both);
        const isComputed = (at: number) => (at % WIDTH) % 2 === 0 && Math.floor(at / WIDTH) % 2 === 0;
        const compared = (words: Uint32Array) => words.filter((_, at) => !isComputed(at));
        expect(largestDifference(compared(target.words), compared(theirs))).toBe(0);
      });
    }
  }
});

function largestDifference(ours: Uint32Array, theirs: Uint32Array): number {
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    for (const shift of [0, 8, 16]) {
      largest = Math.max(largest, Math.abs(((ours[i] >> shift) & 0xff) - ((theirs[i] >> shift) & 0xff)));
    }
  }
  return largest;
}
