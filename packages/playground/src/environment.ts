import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Environment } from "@passerelle/rdp";

/** What the protocol needs, on Node. */
export const nodeEnvironment: Environment = {
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
};
