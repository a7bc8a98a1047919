import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const KEY_LENGTH = 32;
const FILE_PREFIX = "passerelle-key-1 ";

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

function parse(file: string, text: string): SecretKey {
  const bytes = Buffer.from(text.slice(FILE_PREFIX.length).trim(), "base64");
  if (!text.startsWith(FILE_PREFIX) || bytes.length !== KEY_LENGTH) {
    throw new Error(`The secret key file ${file} is damaged; restore it from a backup.`);
  }
  return secretKey(bytes);
}

/** Reads the key; undefined when the file does not exist. */
export function readSecretKey(file: string): SecretKey | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw new Error(`The secret key file ${file} cannot be read: ${String(error)}`, { cause: error });
  }
  return parse(file, text);
}

/** Writes a new random key, readable by this user only; never over an existing file. */
export function createSecretKey(file: string): SecretKey {
  const bytes = randomBytes(KEY_LENGTH);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${FILE_PREFIX}${bytes.toString("base64")}\n`, { flag: "wx", mode: 0o600, flush: true });
  return secretKey(bytes);
}
