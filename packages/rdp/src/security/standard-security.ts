import { ClientError } from "../client-error.ts";
import type { Environment } from "../environment.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { Rc4 } from "./rc4.ts";
import { fromLittleEndian, modularPower, type RsaPublicKey, rsaEncrypt, toLittleEndian } from "./rsa.ts";
import { dataMac, finalHash, tripleSaltedHash, updatedKeyHash } from "./salted-hash.ts";

export type { RsaPublicKey } from "./rsa.ts";
export { decodeServerCertificate, encodeProprietaryCertificate } from "./server-certificate.ts";

/** encryptionMethod of TS_UD_SC_SEC1 ([MS-RDPBCGR] 2.2.1.4.3). */
export const encryptionMethods = { bits40: 1, bits128: 2, bits56: 8, fips: 16 } as const;

/** Zero bytes that follow the encrypted client random. */
const padding = 8;

/** The client random of the Security Exchange PDU: modulus length + 8 bytes. */
export function encryptClientRandom(random: Uint8Array, key: RsaPublicKey): Uint8Array {
  return new Writer(key.length + padding).bytes(rsaEncrypt(random, key)).zeros(padding).finish();
}

/** The other side of `encryptClientRandom`, for a server. */
export function decryptClientRandom(
  encrypted: Uint8Array,
  key: { readonly modulus: bigint; readonly privateExponent: bigint },
): Uint8Array {
  const random = modularPower(fromLittleEndian(encrypted), key.privateExponent, key.modulus);
  return toLittleEndian(random & ((1n << 256n) - 1n), 32);
}

export interface StandardSecurityOptions {
  readonly role: "client" | "server";
  /** One of `encryptionMethods`. */
  readonly method: number;
  /** 32 bytes. */
  readonly clientRandom: Uint8Array;
  /** 32 bytes. */
  readonly serverRandom: Uint8Array;
  readonly environment: Pick<Environment, "hash">;
}

const signatureLength = 8;
/** Bytes that a key of less than 128 bits takes, and the salt that replaces its front ([MS-RDPBCGR] 5.3.5.1). */
const weakKeyLength = 8;
const salts: ReadonlyMap<number, Uint8Array> = new Map([
  [encryptionMethods.bits40, Uint8Array.of(0xd1, 0x26, 0x9e)],
  [encryptionMethods.bits56, Uint8Array.of(0xd1)],
  [encryptionMethods.bits128, Uint8Array.of()],
]);

/** The session keys of standard RDP security, as they are before the first packet ([MS-RDPBCGR] 5.3.5.1). */
export function deriveSessionKeys({ method, clientRandom, serverRandom, environment }: StandardSecurityOptions): {
  macKey: Uint8Array;
  clientToServer: Uint8Array;
  serverToClient: Uint8Array;
} {
  const half = 24;
  const preMaster = new Writer(48).bytes(clientRandom.subarray(0, half), serverRandom.subarray(0, half)).finish();
  const master = tripleSaltedHash(preMaster, 0x41, clientRandom, serverRandom, environment);
  const blob = tripleSaltedHash(master, 0x58, clientRandom, serverRandom, environment);
  const third = (index: number) => blob.subarray(index * 16, index * 16 + 16);
  return {
    macKey: weaken(third(0), method),
    serverToClient: weaken(finalHash(third(1), clientRandom, serverRandom, environment), method),
    clientToServer: weaken(finalHash(third(2), clientRandom, serverRandom, environment), method),
  };
}

function weaken(key: Uint8Array, method: number): Uint8Array {
  const salt = salts.get(method);
  if (!salt) throw new ClientError(unsupportedMethod(method));
  if (salt.length === 0) return key.slice(0, 16);
  const weak = key.slice(0, weakKeyLength);
  weak.set(salt);
  return weak;
}

function unsupportedMethod(method: number) {
  const fips = method === encryptionMethods.fips;
  return {
    code: "security-refused",
    detail: fips ? "ENCRYPTION_METHOD_FIPS" : `encryption method ${method}`,
    message: fips
      ? "The computer demands FIPS encryption of the old RDP security, which this gateway does not have. Choose NLA or TLS as the security mode of this connection."
      : "The computer chose an encryption that this gateway did not offer. Choose NLA or TLS as the security mode of this connection.",
  } as const;
}

/** Encrypts, signs, decrypts and checks the packets of one connection under standard RDP security ([MS-RDPBCGR] 5.3.6). */
export class StandardSecurity {
  readonly #outgoing: PacketCipher;
  readonly #incoming: PacketCipher;

  /** Throws ClientError for FIPS and unknown methods. */
  constructor(options: StandardSecurityOptions) {
    const { macKey, clientToServer, serverToClient } = deriveSessionKeys(options);
    const fromClient = new PacketCipher(macKey, clientToServer, options);
    const fromServer = new PacketCipher(macKey, serverToClient, options);
    [this.#outgoing, this.#incoming] = options.role === "client" ? [fromClient, fromServer] : [fromServer, fromClient];
  }

  /**
   * dataSignature (8 bytes) and ciphertext.
   * @param saltedMac what the header says with SEC_SECURE_CHECKSUM or FASTPATH_*_SECURE_CHECKSUM
   */
  seal(plain: Uint8Array, saltedMac: boolean): Uint8Array {
    const sealed = this.#outgoing.apply(plain);
    return new Writer(signatureLength + plain.length)
      .bytes(this.#outgoing.signature(plain, saltedMac), sealed)
      .finish();
  }

  /** Takes dataSignature and ciphertext, returns plaintext. Throws DecodeError when the signature is wrong. */
  open(sealed: Uint8Array, saltedMac: boolean): Uint8Array {
    const reader = new Reader(sealed, "dataSignature");
    const signature = reader.bytes(signatureLength);
    const plain = this.#incoming.apply(reader.rest());
    if (!equalBytes(signature, this.#incoming.signature(plain, saltedMac)))
      throw reader.error("the signature is wrong");
    return plain;
  }
}

const packetsPerKey = 4096;
const noSalt = new Uint8Array();

/** One direction: its RC4 key, renewed every 4096 packets, and its count of packets. */
class PacketCipher {
  readonly #macKey: Uint8Array;
  readonly #initialKey: Uint8Array;
  readonly #options: StandardSecurityOptions;
  #key: Uint8Array;
  #cipher: Rc4;
  #packets = 0;

  constructor(macKey: Uint8Array, initialKey: Uint8Array, options: StandardSecurityOptions) {
    this.#macKey = macKey;
    this.#initialKey = initialKey;
    this.#options = options;
    this.#key = initialKey;
    this.#cipher = new Rc4(initialKey);
  }

  /** Encrypts or decrypts the next packet. */
  apply(data: Uint8Array): Uint8Array {
    if (this.#packets > 0 && this.#packets % packetsPerKey === 0) this.#updateKey();
    this.#packets++;
    return this.#cipher.apply(data);
  }

  /** dataSignature of the packet that `apply` took last. */
  signature(plain: Uint8Array, saltedMac: boolean): Uint8Array {
    const salt = saltedMac ? new Writer(4).u32(this.#packets - 1).finish() : noSalt;
    return dataMac(this.#macKey, plain, salt, this.#options.environment).subarray(0, signatureLength);
  }

  #updateKey(): void {
    const { method, environment } = this.#options;
    const temporary = updatedKeyHash(this.#initialKey, this.#key, environment).slice(0, this.#key.length);
    this.#key = weaken(new Rc4(temporary).apply(temporary), method);
    this.#cipher = new Rc4(this.#key);
  }
}
