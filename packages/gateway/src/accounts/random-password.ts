import { randomInt } from "node:crypto";

/** Without the letters and digits that look alike. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** 20 of 56 characters: 116 bits. */
const LENGTH = 20;

/** A password to be typed once and changed. */
export function randomPassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
