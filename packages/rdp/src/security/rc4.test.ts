import { expect, test } from "vitest";
import { toHex } from "../testing/hex.ts";
import { Rc4 } from "./rc4.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

test.each([
  ["Key", "Plaintext", "bbf316e8d940af0ad3"],
  ["Wiki", "pedia", "1021bf0420"],
  ["Secret", "Attack at dawn", "45a01f645fc35b383552544b9bf5"],
])("encrypts under the key %s", (key, plain, cipher) => {
  expect(toHex(new Rc4(ascii(key)).apply(ascii(plain)))).toBe(cipher);
});

test("goes on with the key stream from call to call", () => {
  const cipher = new Rc4(ascii("Key"));
  expect(toHex(cipher.apply(ascii("Plain"))) + toHex(cipher.apply(ascii("text")))).toBe("bbf316e8d940af0ad3");
});
