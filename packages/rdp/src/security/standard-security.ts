import type { Environment } from "../environment.ts";

export declare const encryptionMethods: {
  readonly bits40: 1;
  readonly bits128: 2;
  readonly bits56: 8;
  readonly fips: 16;
};
export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Bytes of the modulus. */
  readonly length: number;
}
/** SERVER_CERTIFICATE: proprietary (signature checked) or X.509 chain. */
export declare function decodeServerCertificate(bytes: Uint8Array, environment: Environment): RsaPublicKey;
/** Encrypted client random as in the Security Exchange PDU: modulus length + 8 zero bytes. */
export declare function encryptClientRandom(random: Uint8Array, key: RsaPublicKey): Uint8Array;
export declare class StandardSecurity {
  /** Throws ClientError for FIPS and unknown methods. Randoms are 32 bytes. */
  constructor(options: {
    role: "client" | "server";
    method: number;
    clientRandom: Uint8Array;
    serverRandom: Uint8Array;
    environment: Environment;
  });
  /** dataSignature (8 bytes) and ciphertext. `saltedMac`: SEC_SECURE_CHECKSUM / FASTPATH_*_SECURE_CHECKSUM. */
  seal(plain: Uint8Array, saltedMac: boolean): Uint8Array;
  /** Takes dataSignature and ciphertext, returns plaintext; DecodeError when the signature is wrong. */
  open(sealed: Uint8Array, saltedMac: boolean): Uint8Array;
}
