import { expect, it } from "vitest";
import { labelsFor } from "../layouts/known-layouts.ts";
import { faceOf } from "./key-labels.ts";

const french = labelsFor("fr-fr-azerty");
const shown = (code: string, level: "plain" | "shift" | "altGr", capsLock = false) =>
  faceOf(french, code, level, capsLock)?.now?.character;

it("shows what a key gives with what is held", () => {
  expect([shown("KeyQ", "plain"), shown("KeyQ", "shift"), shown("KeyE", "altGr")]).toEqual(["a", "A", "€"]);
  expect([shown("Digit2", "plain", true), shown("KeyQ", "plain", true), shown("KeyQ", "shift", true)]).toEqual([
    "é",
    "A",
    "a",
  ]);
  expect(shown("KeyQ", "altGr")).toBeUndefined();
});

it("shows beside it what the key gives otherwise, but no capitals", () => {
  const others = (code: string) => faceOf(french, code, "plain", false)?.others.map(({ legend }) => legend.character);
  expect([others("Digit0"), others("KeyE"), others("BracketLeft")]).toEqual([["0", "@"], ["€"], ["¨"]]);
});

it("names the keys of a layout that is not known here as in English", () => {
  expect(faceOf(labelsFor("hu-hu-qwertz"), "KeyQ", "plain", false)?.now?.character).toBe("q");
});
