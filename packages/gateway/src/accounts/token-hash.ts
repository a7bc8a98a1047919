import { createHash } from "node:crypto";

/** What the database keeps of a token or an API key. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
