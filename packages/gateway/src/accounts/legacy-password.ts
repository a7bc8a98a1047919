import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Guacamole's columns password_hash and password_salt. */
export interface LegacyPassword {
  readonly hash: Uint8Array;
  readonly salt: Uint8Array | null;
}

/** Whether `password` is the one of Guacamole's hash: SHA-256 of the password followed by the salt in upper-case hex. */
export function matchesLegacyPassword(password: string, stored: LegacyPassword): boolean {
  const salt = stored.salt === null ? "" : Buffer.from(stored.salt).toString("hex").toUpperCase();
  const hash = createHash("sha256")
    .update(password + salt)
    .digest();
  return stored.hash.length === hash.length && timingSafeEqual(hash, stored.hash);
}

/** What no password matches, as Guacamole writes it; for accounts whose hash is only beside it. */
export function noLegacyPassword(): LegacyPassword {
  return { hash: randomBytes(32), salt: randomBytes(32) };
}
