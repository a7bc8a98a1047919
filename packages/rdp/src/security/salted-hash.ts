import type { Environment } from "../environment.ts";
import { Writer } from "../wire/writer.ts";

type Hashing = Pick<Environment, "hash">;

/**
 * Three runs of SaltedHash under the labels A, BB, CCC and so on, 48 bytes ([MS-RDPBCGR] 5.3.5.1, [MS-RDPELE] 5.1.2).
 * Licensing takes the randoms in the other order for its second run, hence `first` and `second`.
 */
export function tripleSaltedHash(
  secret: Uint8Array,
  firstLabel: number,
  first: Uint8Array,
  second: Uint8Array,
  { hash }: Hashing,
): Uint8Array {
  const writer = new Writer(48);
  for (let repeat = 1; repeat <= 3; repeat++) {
    const label = new Uint8Array(repeat).fill(firstLabel + repeat - 1);
    writer.bytes(hash("md5", secret, hash("sha1", label, secret, first, second)));
  }
  return writer.finish();
}

/** FinalHash: how a part of the session key blob becomes a key. 16 bytes. */
export function finalHash(
  key: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  { hash }: Hashing,
): Uint8Array {
  return hash("md5", key, clientRandom, serverRandom);
}

const pad1 = new Uint8Array(40).fill(0x36);
const pad2 = new Uint8Array(48).fill(0x5c);

/** The key that replaces one after 4096 packets, before it is weakened again ([MS-RDPBCGR] 5.3.7). 16 bytes. */
export function updatedKeyHash(initial: Uint8Array, current: Uint8Array, { hash }: Hashing): Uint8Array {
  return hash("md5", initial, pad2, hash("sha1", initial, pad1, current));
}

/**
 * The MAC of standard security and of licensing: SHA-1 inside MD5, 16 bytes ([MS-RDPBCGR] 5.3.6.1, [MS-RDPELE] 5.1.6).
 * @param salt the count of packets for a salted MAC, else empty
 */
export function dataMac(key: Uint8Array, data: Uint8Array, salt: Uint8Array, { hash }: Hashing): Uint8Array {
  const length = new Writer(4).u32(data.length).finish();
  return hash("md5", key, pad2, hash("sha1", key, pad1, length, data, salt));
}
