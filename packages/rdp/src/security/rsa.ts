import { DecodeError } from "../wire/decode-error.ts";
import { DerReader, derTags } from "./der.ts";

/** A key as `rsaPublicKey` has checked it. */
export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Bytes of the modulus. */
  readonly length: number;
}

/** An RSA exponent never needs more; a longer one would only cost time. */
const maximumExponent = 0xffffffffn;
const minimumLength = 48;
const maximumLength = 1024;

/** A key whose size RDP can use; throws DecodeError for others. */
export function rsaPublicKey(modulus: bigint, exponent: bigint): RsaPublicKey {
  const length = Math.ceil(modulus.toString(16).length / 2);
  if (length < minimumLength || length > maximumLength || exponent < 2n || exponent > maximumExponent) {
    throw new DecodeError("RSAPublicKey", `a modulus of ${length} bytes, exponent ${exponent}`, 0);
  }
  return { modulus, exponent, length };
}

/** RSAPublicKey in DER (RFC 8017, A.1.1). */
export function decodeRsaPublicKey(der: Uint8Array): RsaPublicKey {
  const fields = new DerReader(der, "RSAPublicKey").inside(derTags.sequence);
  const [modulus, exponent] = [0, 1].map(() => fields.content(derTags.integer));
  if (modulus.length > maximumLength + 1 || exponent.length > 5) throw fields.error("numbers too large");
  return rsaPublicKey(fromLittleEndian(modulus.toReversed()), fromLittleEndian(exponent.toReversed()));
}

/** RSA without padding on little-endian numbers, as RDP does it; `message` must be below the modulus. */
export function rsaEncrypt(message: Uint8Array, key: RsaPublicKey): Uint8Array {
  return toLittleEndian(modularPower(fromLittleEndian(message), key.exponent, key.modulus), key.length);
}

export function fromLittleEndian(bytes: Uint8Array): bigint {
  let hex = "0";
  for (let index = bytes.length - 1; index >= 0; index--) hex += bytes[index].toString(16).padStart(2, "0");
  return BigInt(`0x${hex}`);
}

export function toLittleEndian(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, index) =>
    Number.parseInt(hex.slice((length - 1 - index) * 2, (length - index) * 2), 16),
  );
}

export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
