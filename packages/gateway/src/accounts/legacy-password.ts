import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Guacamole's columns password_hash and password_salt. */
export interface LegacyPassword {
  readonly hash: Uint8Array;
  readonly salt: Uint8Array | null;
}

const SALT_LENGTH = 32;

/** SHA-256 of the password followed by the salt in upper-case hex. */
function digest(password: string, salt: Uint8Array | null): Uint8Array {
  const suffix = salt === null ? "" : Buffer.from(salt).toString("hex").toUpperCase();
  return createHash("sha256")
    .update(password + suffix)
    .digest();
}

/** Whether `password` is the one of Guacamole's hash. */
export function matchesLegacyPassword(password: string, stored: LegacyPassword): boolean {
  const hash = digest(password, stored.salt);
  return stored.hash.length === hash.length && timingSafeEqual(hash, stored.hash);
}

/** Guacamole's hash of `password` with a new salt. */
export function legacyPassword(password: string): LegacyPassword {
  const salt = randomBytes(SALT_LENGTH);
  return { hash: digest(password, salt), salt };
}

/** What no password matches, as Guacamole writes it; for accounts whose hash is only beside it. */
export function noLegacyPassword(): LegacyPassword {
  return { hash: randomBytes(32), salt: randomBytes(SALT_LENGTH) };
}
