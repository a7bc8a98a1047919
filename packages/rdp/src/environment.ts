export type HashName = "md5" | "sha1" | "sha256" | "sha384" | "sha512";

/** What the protocol needs from the platform. All calls are synchronous. */
export interface Environment {
  hash(name: HashName, ...parts: Uint8Array[]): Uint8Array;
  hmac(name: HashName, key: Uint8Array, ...parts: Uint8Array[]): Uint8Array;
  /** Cryptographically secure random bytes. */
  randomBytes(length: number): Uint8Array;
  /** Milliseconds since 1970, UTC. */
  now(): number;
}
