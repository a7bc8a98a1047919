import { expect, test } from "vitest";
import { addressOfKey } from "./link-addresses.ts";

test("the address of a key stays under the prefix of the page and leaves the rest of its address behind", () => {
  const key = "l4QkmNzX-6yJ_o9vWb1sT2cE8fHrAqUgPdIe0K3jM7xZ";
  expect(addressOfKey(key, "https://desk.example/")).toBe(`https://desk.example/#/share/${key}`);
  expect(addressOfKey(key, "https://desk.example/guacamole/?token=1#/desktop/4")).toBe(
    `https://desk.example/guacamole/#/share/${key}`,
  );
  expect(addressOfKey(key, "https://desk.example/guacamole/index.html")).toBe(
    `https://desk.example/guacamole/#/share/${key}`,
  );
});
