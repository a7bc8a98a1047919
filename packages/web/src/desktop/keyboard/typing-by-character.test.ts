import { LockKey } from "@passerelle/tunnel";
import { describe, expect, it } from "vitest";
import type { Platform } from "./keyboard-events.ts";
import type { KeyboardMachine } from "./keyboard-machine.ts";
import { layoutNamed } from "./layouts/known-layouts.ts";
import { down, keyboard, short, type, up } from "./testing/strokes.ts";

describe("KeyboardMachine, by character", () => {
  function typist(layout: string, platform: Platform = "other", takesUnicode = true): KeyboardMachine {
    const machine = keyboard(platform);
    machine.typing = { byCharacter: true, layout: layoutNamed(layout), takesUnicode };
    return machine;
  }

  it("strikes the key that has the character at the desktop, as long as it is held", () => {
    const strokes = [down("KeyQ", { key: "a" }), down("KeyQ", { key: "a", repeat: true }), up("KeyQ", { key: "a" })];
    expect(type(typist("en-us-qwerty"), ...strokes)).toEqual(["+1e", "+1e", "-1e"]);
  });

  it("lifts and adds modifiers as the desktop's layout wants", () => {
    const shift = { shift: true };
    const french = [down("ShiftLeft", shift), down("Digit1", { key: "1", ...shift })];
    expect(type(typist("en-us-qwerty"), ...french)).toEqual(["+2a", "-2a", "+02", "-02", "+2a"]);
    expect(type(typist("fr-fr-azerty"), down("Digit1", { key: "1" }))).toEqual(["+2a", "+02", "-02", "-2a"]);
    expect(type(typist("fr-fr-azerty"), down("Digit2", { key: "@", ...shift }))).toEqual([
      ...["+e0:38", "+0b", "-0b", "-e0:38"],
    ]);
  });

  it("strikes dead keys, and sends as Unicode what is on no key", () => {
    expect(type(typist("fr-fr-azerty"), down("KeyE", { key: "ê" }))).toEqual(["+1a", "-1a", "+12", "-12"]);
    expect(type(typist("fr-fr-azerty"), down("KeyA", { key: "œ" }))).toEqual(["+U+153", "-U+153"]);
    expect(type(typist("failsafe"), down("KeyA", { key: "q" }))).toEqual(["+U+71", "-U+71"]);
  });

  it("presses both modifiers of the fourth level, and lifts those that are held for another", () => {
    const capital = down("KeyZ", { key: "Ż", shift: true });
    expect(type(typist("pl-pl-qwerty"), capital)).toEqual(["+2a", "+e0:38", "+2c", "-2c", "-2a", "-e0:38"]);
    const held = [down("ShiftLeft", { shift: true }), capital];
    expect(type(typist("pl-pl-qwerty"), ...held)).toEqual(["+2a", "+e0:38", "+2c", "-2c", "-e0:38"]);
  });

  it("leaves dead keys to this computer", () => {
    expect(typist("en-us-qwerty").key(down("BracketLeft", { key: "Dead" })).handled).toBe(false);
  });

  it("keeps the local AltGr and CapsLock to itself", () => {
    const altGr = { control: true, altGraph: true };
    const strokes = [
      down("ControlLeft", { control: true }),
      down("AltRight", { key: "AltGraph", ...altGr }),
      down("Digit0", { key: "@", ...altGr }),
      up("Digit0", { key: "@", ...altGr }),
      up("ControlLeft", { altGraph: true }),
      up("AltRight", { key: "AltGraph" }),
    ];
    expect(type(typist("en-us-qwerty", "windows"), ...strokes)).toEqual(["+2a", "+03", "-03", "-2a"]);
    const both = LockKey.NumLock | LockKey.CapsLock;
    const capital = [down("CapsLock", { key: "CapsLock", locks: both }), down("KeyQ", { key: "A", locks: both })];
    expect(type(typist("en-us-qwerty"), ...capital)).toEqual(["+2a", "+1e", "-1e", "-2a"]);
  });

  it("types with the real Shift where that is what it needs", () => {
    const shift = { shift: true };
    const strokes = [down("ShiftLeft", shift), down("KeyQ", { key: "A", ...shift }), up("KeyQ", { key: "A" })];
    expect(type(typist("en-us-qwerty"), ...strokes)).toEqual(["+2a", "+1e", "-2a", "-1e"]);
  });

  it("finds commands where the desktop has their letter", () => {
    const held = { control: true };
    const strokes = [down("ControlLeft", held), down("KeyQ", { key: "a", ...held }), up("KeyQ", { key: "a", ...held })];
    expect(type(typist("en-us-qwerty"), ...strokes)).toEqual(["+1d", "+1e", "-1e"]);
  });

  it("leaves number pad and space where they are", () => {
    const strokes = [down("Numpad1", { key: "1" }), up("Numpad1", { key: "1" }), down("Space", { key: " " })];
    expect(type(typist("fr-fr-azerty"), ...strokes)).toEqual(["+4f", "-4f", "+39"]);
  });

  it("types text by keys where the desktop takes no Unicode", () => {
    expect(typist("fr-fr-azerty", "other", false).text("é").map(short)).toEqual(["+03", "-03"]);
  });
});
