import { KeyFlag } from "@passerelle/tunnel";
import { describe, expect, test } from "vitest";
import { keystrokes } from "./keystrokes.ts";

const press = (scancode: number) => ({ kind: "key", scancode, flags: 0 });
const release = (scancode: number) => ({ kind: "key", scancode, flags: KeyFlag.Release });

describe("keystrokes", () => {
  test.each([
    ["a", 0x1e],
    ["0", 0x0b],
    ["=", 0x0d],
    ["\n", 0x1c],
    ["`", 0x29],
    ["\\", 0x2b],
    ["/", 0x35],
    [" ", 0x39],
    ["\t", 0x0f],
  ])("%j is the key %i of a US keyboard", (character, scancode) => {
    expect(keystrokes(character)).toEqual([[press(scancode), release(scancode)]]);
  });

  test.each([
    ["A", 0x1e],
    ["?", 0x35],
    ["~", 0x29],
    ["{", 0x1a],
  ])("%j holds shift", (character, scancode) => {
    expect(keystrokes(character)).toEqual([[press(0x2a), press(scancode), release(scancode), release(0x2a)]]);
  });

  test("what a US keyboard lacks is sent as Unicode, in UTF-16", () => {
    expect(keystrokes("é")).toEqual([
      [
        { kind: "unicode", unit: 0xe9, flags: 0 },
        { kind: "unicode", unit: 0xe9, flags: KeyFlag.Release },
      ],
    ]);
    expect(keystrokes("😀")[0]?.map((intention) => ("unit" in intention ? intention.unit : 0))).toEqual([
      0xd83d, 0xd83d, 0xde00, 0xde00,
    ]);
  });

  test("may all be Unicode", () => {
    expect(keystrokes("a", true)[0]).toMatchObject([{ kind: "unicode", unit: 0x61 }, { flags: KeyFlag.Release }]);
  });
});
