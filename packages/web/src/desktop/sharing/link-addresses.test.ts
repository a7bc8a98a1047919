import { expect, test } from "vitest";
import { addressOfKey, isKey } from "./link-addresses.ts";

const KEY = "l4QkmNzX-6yJ_o9vWb1sT2cE8fHrAqUgPdIe0K3jM7xZ";

test("an address that was not copied as a whole has no key", () => {
  expect(isKey(KEY)).toBe(true);
  for (const text of ["", KEY.slice(1), `${KEY}A`, `${KEY.slice(1)}é`, `${KEY.slice(1)}.`, `${KEY}\n`]) {
    expect([text, isKey(text)]).toEqual([text, false]);
  }
});

test("the address of a key stays under the prefix of the page and leaves the rest of its address behind", () => {
  expect(addressOfKey(KEY, "https://desk.example/")).toBe(`https://desk.example/#/share/${KEY}`);
  expect(addressOfKey(KEY, "https://desk.example/guacamole/?token=1#/desktop/4")).toBe(
    `https://desk.example/guacamole/#/share/${KEY}`,
  );
  expect(addressOfKey(KEY, "https://desk.example/guacamole/index.html")).toBe(
    `https://desk.example/guacamole/#/share/${KEY}`,
  );
});
