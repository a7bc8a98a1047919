import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const compute = promisify(argon2);

/** OWASP's minimum for Argon2id: 19 MiB, 2 passes, 1 lane; about 40 ms on a small machine. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_LENGTH = 16;
const TAG_LENGTH = 32;

/** Most that a stored hash may ask for: the database must not be able to stop the gateway. */
const MAX_MEMORY = 1 << 20;
const MAX_PASSES = 16;
const MAX_PARALLELISM = 8;

/** PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, base64 without padding. */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}

/** The Argon2id hash (RFC 9106) of `password` with a new salt, as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_LENGTH);
  const tag = await compute("argon2id", { message: password, nonce, tagLength: TAG_LENGTH, ...COST });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether `password` gives `hash`; false, too, for a hash that is no Argon2id PHC string. */
export async function matchesPassword(password: string, hash: string): Promise<boolean> {
  const match = PHC.exec(hash);
  if (match === null) {
    return false;
  }
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number);
  if (memory > MAX_MEMORY || passes > MAX_PASSES || parallelism > MAX_PARALLELISM) {
    return false;
  }
  const nonce = Buffer.from(match[4], "base64");
  const expected = Buffer.from(match[5], "base64");
  const cost = { memory, passes, parallelism, tagLength: expected.length };
  return timingSafeEqual(await compute("argon2id", { message: password, nonce, ...cost }), expected);
}
