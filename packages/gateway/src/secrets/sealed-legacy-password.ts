import type { LegacyPassword } from "../accounts/legacy-password.ts";
import { secretPlace } from "./places.ts";
import type { SecretBox } from "./secret-box.ts";

/** Guacamole's hash of a password, sealed: kept for the way back, when the column that it came from no longer lets anybody in. */
export function sealLegacyPassword(secrets: SecretBox, userId: number, { hash, salt }: LegacyPassword): string {
  const text = [hash, salt ?? new Uint8Array()].map((bytes) => Buffer.from(bytes).toString("hex")).join(" ");
  return secrets.seal(text, secretPlace.legacyPassword(userId));
}

/**
 * What `sealLegacyPassword` sealed.
 * @throws SecretError
 */
export function openLegacyPassword(secrets: SecretBox, userId: number, sealed: string): LegacyPassword {
  const [hash, salt] = secrets.open(sealed, secretPlace.legacyPassword(userId)).split(" ");
  return { hash: Buffer.from(hash, "hex"), salt: salt === "" ? null : Buffer.from(salt, "hex") };
}
