import { expect, test } from "vitest";
import { generatePassword } from "./generate-password.ts";

test("a generated password has upper and lower case, a digit and a symbol, and nothing that looks like another", () => {
  for (let count = 0; count < 200; count++) {
    const password = generatePassword();
    expect(password).toMatch(/^[a-zA-Z2-9]{5}(-[a-zA-Z2-9]{5}){3}$/);
    expect(password).toMatch(/[a-z]/);
    expect(password).toMatch(/[A-Z]/);
    expect(password).toMatch(/[2-9]/);
    expect(password).not.toMatch(/[01lIOo]/);
  }
});

test("no two are alike", () => {
  expect(new Set(Array.from({ length: 100 }, () => generatePassword())).size).toBe(100);
});

test("numbers that would favour some characters are passed over", () => {
  const numbers = [2 ** 32 - 1, ...Array.from({ length: 40 }, (_, index) => index * 3)];
  let next = 0;
  const password = generatePassword(() => numbers[next++ % numbers.length] ?? 0);
  expect(password.startsWith("a")).toBe(true);
});
