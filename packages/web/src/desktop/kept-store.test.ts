import { expect, it } from "vitest";
import { fields, KeptStore, oneOf, shortText } from "./kept-store.ts";

interface Choices {
  readonly mode: "keys" | "characters";
  readonly device: string;
}
const check = fields<Choices>({ mode: oneOf(["keys", "characters"]), device: shortText });

/** A browser's storage. @param kept under the key `choices` */
function storage(kept?: string): { readonly values: Map<string, string>; readonly storage: () => Storage } {
  const values = new Map(kept === undefined ? [] : [["choices", kept]]);
  const getItem = (key: string) => values.get(key) ?? null;
  const setItem = (key: string, value: string) => void values.set(key, value);
  return { values, storage: () => ({ getItem, setItem }) as Storage };
}

it("comes back as it was chosen", () => {
  const browser = storage();
  const first = new KeptStore("choices", check, browser.storage);
  expect(first.value).toEqual({ mode: "keys", device: "" });
  first.value = { mode: "characters", device: "headset" };
  expect(new KeptStore("choices", check, browser.storage).value).toEqual({ mode: "characters", device: "headset" });
});

it.each([
  ["no JSON", "{keys"],
  ["nothing", "null"],
  ["of another type", "7"],
  ["a list", '["characters"]'],
  ["of unknown values", '{"mode":"voice","device":{"id":1}}'],
  ["too long", JSON.stringify({ device: "x".repeat(501) })],
])("what was kept is %s: nothing was chosen", (_what, kept) => {
  expect(new KeptStore("choices", check, storage(kept).storage).value).toEqual({ mode: "keys", device: "" });
});

it("keeps what is right beside what is not", () => {
  const kept = '{"mode":"characters","device":null,"__proto__":{"mode":"keys"}}';
  expect(new KeptStore("choices", check, storage(kept).storage).value).toEqual({ mode: "characters", device: "" });
});

it("holds for the page where the browser keeps nothing", () => {
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  const store = new KeptStore("choices", check, forbidden);
  store.value = { mode: "characters", device: "" };
  expect(store.value.mode).toBe("characters");
});
