import { describe, expect, it } from "vitest";
import { blankPicture, photo, psnr } from "../../testing/pictures.ts";
import { Scaler } from "./scaler.ts";

const WHOLE = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe("Scaler", () => {
  it("keeps a flat picture flat at any size", () => {
    for (const [width, height] of [
      [1, 1],
      [7, 90],
      [33, 5],
      [300, 200],
    ]) {
      const target = blankPicture(width, height);
      new Scaler(31, 17, width, height).paint(blankPicture(31, 17, 0xff3377ee), WHOLE(width, height), target, 0, 0);
      expect(new Set(target.words)).toEqual(new Set([0xff3377ee]));
    }
  });

  it("averages where it shrinks and blends where it grows", () => {
    const stripes = blankPicture(64, 1);
    for (let x = 0; x < 64; x += 2) stripes.words[x] = 0xffffffff;
    const small = blankPicture(8, 1);
    new Scaler(64, 1, 8, 1).paint(stripes, WHOLE(8, 1), small, 0, 0);
    for (const word of small.words.subarray(1, 7)) expect(Math.abs((word & 0xff) - 128)).toBeLessThan(4);

    const edge = blankPicture(2, 1);
    edge.words[1] = 0xffffffff;
    const wide = blankPicture(4, 1);
    new Scaler(2, 1, 4, 1).paint(edge, WHOLE(4, 1), wide, 0, 0);
    expect(Array.from(wide.words, (word) => word & 0xff)).toEqual([0, 64, 191, 255]);
  });

  it("gives nearly the same picture back after growing and shrinking", () => {
    const picture = photo(60, 40, 1);
    const large = blankPicture(120, 80);
    new Scaler(60, 40, 120, 80).paint(picture, WHOLE(120, 80), large, 0, 0);
    const back = blankPicture(60, 40);
    new Scaler(120, 80, 60, 40).paint(large, WHOLE(60, 40), back, 0, 0);
    expect(psnr(back.words, picture.words)).toBeGreaterThan(26);
  });

  it("repaints all that a changed rectangle shows in, and nothing else changes", () => {
    for (const [width, height] of [
      [97, 61],
      [20, 15],
    ]) {
      const scaler = new Scaler(50, 40, width, height);
      const picture = photo(50, 40, 2);
      const target = blankPicture(width, height);
      scaler.paint(picture, WHOLE(width, height), target, 0, 0);
      const rect = { x: 13, y: 9, width: 6, height: 11 };
      for (let y = 9; y < 20; y++) picture.words.fill(0xffffffff, y * 50 + 13, y * 50 + 19);
      scaler.paint(picture, scaler.affected(rect), target, 0, 0);
      const whole = blankPicture(width, height);
      scaler.paint(picture, WHOLE(width, height), whole, 0, 0);
      expect(target.words).toEqual(whole.words);
      expect(scaler.affected(rect).width).toBeLessThan(width / 2);
    }
  });
});
