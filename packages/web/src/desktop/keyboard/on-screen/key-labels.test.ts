import { expect, it } from "vitest";
import type { Level } from "../layouts/key-rows.ts";
import { labelsFor } from "../layouts/known-layouts.ts";
import { faceOf } from "./key-labels.ts";

const french = labelsFor("fr-fr-azerty");
const shown = (code: string, level: "plain" | "shift" | "altGr", capsLock = false) =>
  faceOf(french, code, level, capsLock)?.now?.character;

it("shows what a key gives with what is held", () => {
  expect([shown("KeyQ", "plain"), shown("KeyQ", "shift"), shown("KeyE", "altGr")]).toEqual(["a", "A", "€"]);
  expect([shown("Digit2", "plain", true), shown("KeyQ", "plain", true), shown("KeyQ", "shift", true)]).toEqual([
    "2",
    "A",
    "a",
  ]);
  expect(shown("KeyQ", "altGr")).toBeUndefined();
});

it("shows beside it what the key gives otherwise, but no capitals", () => {
  const others = (code: string) => faceOf(french, code, "plain", false)?.others.map(({ legend }) => legend.character);
  expect([others("Digit0"), others("KeyE"), others("BracketLeft")]).toEqual([["0", "@"], ["€"], ["¨"]]);
});

it("has room in the corners for all that is not the same letter", () => {
  const face = (name: string, code: string, level: Level) => faceOf(labelsFor(name), code, level, false);
  const corners = (name: string, code: string, level: Level) =>
    face(name, code, level)?.others.map(({ level: corner, legend }) => `${corner} ${legend.character}`);
  expect(corners("pl-pl-qwerty", "KeyZ", "plain")).toEqual(["altGr ż"]);
  expect(corners("pl-pl-qwerty", "KeyZ", "shiftAltGr")).toEqual([]);
  expect(corners("it-it-qwerty", "BracketLeft", "plain")).toEqual(["shift é", "altGr [", "shiftAltGr {"]);
  expect(corners("de-ch-qwertz", "BracketLeft", "shift")).toEqual(["plain ü", "altGr ["]);
  expect(face("ja-jp-qwerty", "Backquote", "plain")).toBeUndefined();
});

it("names the keys of a layout that is not known as in English", () => {
  expect(faceOf(labelsFor("failsafe"), "KeyQ", "plain", false)?.now?.character).toBe("q");
});
