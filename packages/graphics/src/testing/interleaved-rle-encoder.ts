import { ByteWriter } from "./byte-writer.ts";

const BACKGROUND_RUN = 0;
const FOREGROUND_RUN = 1;
const MASKED_IMAGE = 2;
const COLOR_RUN = 3;
const COLOR_IMAGE = 4;
const SET_FOREGROUND_RUN = 6;
const SET_FOREGROUND_MASKED_IMAGE = 7;
const DITHERED_RUN = 8;
const WHITE = 0xfd;
const BLACK = 0xfe;
/** Order and mask. */
const SPECIAL_IMAGES = [
  [0xf9, 0x03],
  [0xfa, 0x05],
];

/**
 * Encodes pixels (rows in stored order) with orders and forms of them that `random` chooses among those that fit, so
 * that all of [MS-RDPBCGR] 3.1.9 comes up.
 */
export function encodeInterleavedRle(
  pixels: readonly number[],
  width: number,
  bitsPerPixel: 8 | 15 | 16 | 24,
  random: () => number,
): Uint8Array {
  const out = new ByteWriter();
  const white = 2 ** bitsPerPixel - 1;
  let foreground = white;
  let at = 0;
  let firstRow = true;
  let afterBackgroundRun = false;

  const writePixel = (pixel: number) => {
    if (bitsPerPixel === 8) out.u8(pixel);
    else if (bitsPerPixel === 24) out.u8(pixel & 0xff, (pixel >> 8) & 0xff, pixel >> 16);
    else out.u16(pixel);
  };
  const xored = (i: number) => pixels[i] ^ (firstRow ? 0 : pixels[i - width]);
  const countWhile = (fits: (i: number) => boolean) => {
    let count = 0;
    while (at + count < pixels.length && fits(at + count)) count++;
    return Math.min(count, 1 + Math.floor(random() * 700));
  };
  const maskBytes = (start: number, count: number, color: number) => {
    for (let i = 0; i < count; i += 8) {
      let mask = 0;
      for (let bit = 0; bit < 8 && i + bit < count; bit++) if (xored(start + i + bit) === color) mask |= 1 << bit;
      out.u8(mask);
    }
  };
  const maskedLength = (color: number) => countWhile((i) => xored(i) === 0 || xored(i) === color);

  while (at < pixels.length) {
    if (firstRow && at >= width) {
      firstRow = false;
      afterBackgroundRun = false;
    }
    const choices: { order: number; count: number; write: () => void }[] = [];
    const offer = (order: number, count: number, body: () => void) => {
      if (count === 0) return;
      choices.push({
        order,
        count,
        write: () => {
          writeHeader(out, order, order === DITHERED_RUN ? count / 2 : count, random);
          body();
        },
      });
    };
    const color = xored(at);
    const setForeground = () => {
      foreground = color;
      writePixel(color);
    };
    const run = countWhile((i) => xored(i) === color);
    const masked = maskedLength(foreground);
    const setMasked = maskedLength(color);
    const pairs = Math.floor(countWhile((i) => pixels[i] === pixels[at + ((i - at) % 2)]) / 2);
    const literals = Math.min(pixels.length - at, 1 + Math.floor(random() * 40));
    offer(
      BACKGROUND_RUN,
      countWhile((i) => xored(i) === (afterBackgroundRun && i === at ? foreground : 0)),
      () => {},
    );
    offer(FOREGROUND_RUN, color === foreground ? run : 0, () => {});
    offer(SET_FOREGROUND_RUN, run, setForeground);
    offer(MASKED_IMAGE, masked, () => maskBytes(at, masked, foreground));
    offer(SET_FOREGROUND_MASKED_IMAGE, setMasked, () => {
      setForeground();
      maskBytes(at, setMasked, color);
    });
    offer(
      COLOR_RUN,
      countWhile((i) => pixels[i] === pixels[at]),
      () => writePixel(pixels[at]),
    );
    offer(DITHERED_RUN, pairs * 2, () => {
      writePixel(pixels[at]);
      writePixel(pixels[at + 1]);
    });
    offer(COLOR_IMAGE, literals, () => {
      for (let i = 0; i < literals; i++) writePixel(pixels[at + i]);
    });
    for (const [order, mask] of SPECIAL_IMAGES) {
      const fits = (i: number) => xored(at + i) === (mask & (1 << i) ? foreground : 0);
      if (at + 8 <= pixels.length && [0, 1, 2, 3, 4, 5, 6, 7].every(fits)) {
        choices.push({ order, count: 8, write: () => out.u8(order) });
      }
    }
    if (pixels[at] === white) choices.push({ order: WHITE, count: 1, write: () => out.u8(WHITE) });
    if (pixels[at] === 0) choices.push({ order: BLACK, count: 1, write: () => out.u8(BLACK) });

    const choice = choices[Math.floor(random() * choices.length)];
    choice.write();
    at += choice.count;
    afterBackgroundRun = choice.order === BACKGROUND_RUN;
  }
  return out.toBytes();
}

/** One of the forms in which an order can tell its length. */
function writeHeader(out: ByteWriter, order: number, length: number, random: () => number): void {
  const lite = order >= SET_FOREGROUND_RUN;
  const inlineMax = lite ? 15 : 31;
  const prefix = lite ? (order + 6) << 4 : order << 5;
  const image = order === MASKED_IMAGE || order === SET_FOREGROUND_MASKED_IMAGE;
  const inline = image ? length / 8 : length;
  const extended = image ? length - 1 : length - inlineMax - 1;
  const forms = [() => out.u8(0xf0 | order).u16(length)];
  if (Number.isInteger(inline) && inline <= inlineMax) forms.push(() => out.u8(prefix | inline));
  if (extended >= 0 && extended <= 0xff) forms.push(() => out.u8(prefix, extended));
  forms[Math.floor(random() * forms.length)]();
}
