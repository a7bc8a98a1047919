import { createHash, randomInt } from "node:crypto";

const RECOVERY_CODE_COUNT = 10;
/** Crockford's Base32: without the letters that look like digits, or that make words. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 80 bits: too many to be found from a hash. */
const LENGTH = 16;

function randomCode(): string {
  const text = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return text.replaceAll(/.{4}(?!$)/g, "$&-");
}

/** New codes for somebody who loses the second factor, such as `7k2m-x0q9-...`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODE_COUNT }, randomCode);
}

/** What the database keeps of a code, however it was typed; undefined when it cannot be one. */
export function recoveryCodeHash(code: string): Uint8Array | undefined {
  const text = code.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
  const isCode = text.length === LENGTH && [...text].every((character) => ALPHABET.includes(character));
  return isCode ? createHash("sha256").update(`recovery code ${text}`).digest() : undefined;
}
