import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Environment } from "../environment.ts";

/** The environment on Node; tests replace what must be known beforehand. */
export function nodeEnvironment(replaced: Partial<Environment> = {}): Environment {
  return {
    hash(name, ...parts) {
      const hash = createHash(name);
      for (const part of parts) hash.update(part);
      return new Uint8Array(hash.digest());
    },
    hmac(name, key, ...parts) {
      const hmac = createHmac(name, key);
      for (const part of parts) hmac.update(part);
      return new Uint8Array(hmac.digest());
    },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    now: () => Date.now(),
    ...replaced,
  };
}
