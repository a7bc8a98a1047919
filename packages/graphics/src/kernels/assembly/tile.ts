import {
  COMMAND_KIND,
  COMMAND_NEXT,
  DECODE_FIRST,
  DECODE_UPGRADE,
  JOB_COMMANDS,
  JOB_STATE,
  JOB_STRIDE,
  JOB_TARGET,
  PAINT,
  PAINT_RECT,
  STATE_COEFFICIENTS,
  STATE_EXTRAPOLATED,
  STATE_PRESENT,
  STATE_SIZE,
} from "../tile-layout";
import { inverseDwt } from "./dwt";
import { inverseExtrapolatedDwt } from "./extrapolated-dwt";
import { scratch } from "./memory";
import { copyPixels } from "./pixels";
import { decodeFirst, decodeUpgrade } from "./tile-passes";
import { pixelsFromY, pixelsFromYCbCr } from "./ycbcr";

const SIDE: u32 = 64;
/** Bytes of the samples of one component. */
const PLANE: usize = 8192;

// What lies where in scratch memory.
const PLANES: usize = 0;
const PIXELS: usize = PLANES + 3 * PLANE;
const STATE: usize = PIXELS + SIDE * SIDE * 4;
const REST: usize = STATE + ((STATE_SIZE + 15) & ~15);

/** Does one job of tile-layout.ts. Different tiles may be worked on at the same time. */
export function decodeTile(job: usize): void {
  const kept = load<usize>(job, JOB_STATE);
  const state = kept ? kept : scratch + STATE;
  const target = load<usize>(job, JOB_TARGET);
  const stride = load<i32>(job, JOB_STRIDE);
  let isReconstructed = false;
  for (let command = load<usize>(job, JOB_COMMANDS); command; command = load<usize>(command, COMMAND_NEXT)) {
    const kind = load<u8>(command, COMMAND_KIND);
    if (kind === PAINT) {
      if (!isReconstructed) reconstruct(state);
      isReconstructed = true;
      paint(state, load<u32>(command, PAINT_RECT), target, stride);
    } else {
      if (kind === DECODE_FIRST) decodeFirst(state, command, scratch + REST);
      else if (kind === DECODE_UPGRADE) decodeUpgrade(state, command);
      isReconstructed = false;
    }
  }
}

/** The samples of the three components, from their coefficients. */
function reconstruct(state: usize): void {
  const extrapolated = load<u8>(state, STATE_EXTRAPOLATED);
  for (let component: u32 = 0; component < 3; component++) {
    const present = load<u16>(state + (component << 1), STATE_PRESENT);
    const coefficients = state + STATE_COEFFICIENTS + <usize>component * PLANE;
    const plane = scratch + PLANES + <usize>component * PLANE;
    if (present === 0) memory.fill(plane, 0, PLANE);
    else if (extrapolated) inverseExtrapolatedDwt(coefficients, present, plane, scratch + REST);
    else inverseDwt(coefficients, present, plane, scratch + REST);
  }
}

/** `rect`: x, y, width and height, the low byte first. Whole rows are written where they belong, others copied there. */
function paint(state: usize, rect: u32, target: usize, stride: i32): void {
  const x = rect & 0xff;
  const y = (rect >> 8) & 0xff;
  const width = (rect >> 16) & 0xff;
  const height = rect >> 24;
  if (x + width > SIDE || y + height > SIDE) return;
  const to = target + ((<usize>y * stride + x) << 2);
  if (width === SIDE) {
    convert(state, y, height, to, stride);
  } else {
    const pixels = scratch + PIXELS;
    convert(state, y, height, pixels, SIDE);
    copyPixels(pixels + (x << 2), SIDE, to, stride, width, height);
  }
}

/** Rows of the samples to pixels. */
function convert(state: usize, y: u32, rows: u32, out: usize, stride: i32): void {
  const luma = scratch + PLANES + y * SIDE * 2;
  const hasChroma = load<u16>(state, STATE_PRESENT + 2) | load<u16>(state, STATE_PRESENT + 4);
  if (hasChroma) pixelsFromYCbCr(luma, luma + PLANE, luma + 2 * PLANE, rows, out, stride << 2);
  else pixelsFromY(luma, rows, out, stride << 2);
}
