import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Environment } from "@passerelle/rdp";

/** What the RDP protocol needs from its platform, given by Node. */
export const nodeEnvironment: Environment = {
  hash(name, ...parts) {
    const hash = createHash(name);
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
  hmac(name, key, ...parts) {
    const hmac = createHmac(name, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  },
  randomBytes: (length) => randomBytes(length),
  now: () => Date.now(),
};
