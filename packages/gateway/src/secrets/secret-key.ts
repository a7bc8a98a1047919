import { createHash, randomBytes } from "node:crypto";

const KEY_LENGTH = 32;
/** Stands before each key in a file, so that people see what it is. */
const LABEL = "passerelle-key-1";

/** The key that encrypts stored secrets. */
export interface SecretKey {
  /** Names the key in each value that it encrypted, and in the database; says nothing about its bytes. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** The key of 32 `bytes`. */
export function secretKey(bytes: Uint8Array): SecretKey {
  const id = createHash("sha256").update("passerelle key id").update(bytes).digest("hex").slice(0, 12);
  return { id, bytes };
}

/** A new random key. */
export function randomSecretKey(): SecretKey {
  return secretKey(randomBytes(KEY_LENGTH));
}

/**
 * Keys as operators write them: base64 of 32 bytes each, separated by white space or commas, the current one first.
 * @throws Error whose message completes "NAME ... ".
 */
export function parseSecretKeys(text: string): readonly SecretKey[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "" && word !== LABEL);
  const keys = words.map((word) => Buffer.from(word, "base64"));
  if (keys.length === 0 || keys.some((bytes) => bytes.length !== KEY_LENGTH)) {
    throw new Error(`must hold base64 of ${KEY_LENGTH} bytes for each key; "openssl rand -base64 32" makes one`);
  }
  return keys.map(secretKey);
}

/** The text that `parseSecretKeys` reads. */
export function formatSecretKeys(keys: readonly SecretKey[]): string {
  return keys.map(({ bytes }) => `${LABEL} ${Buffer.from(bytes).toString("base64")}\n`).join("");
}
