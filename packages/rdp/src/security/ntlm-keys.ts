import type { Environment } from "../environment.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { md4 } from "./md4.ts";
import { utf16 } from "./ntlm-messages.ts";
import { Rc4 } from "./rc4.ts";

export type NtlmRole = "client" | "server";
type Hashing = Pick<Environment, "hash" | "hmac">;

/** NTOWFv2 ([MS-NLMP] 3.3.2): the key that password, user and domain give. 16 bytes. */
export function ntlmV2Key(username: string, password: string, domain: string, environment: Hashing): Uint8Array {
  return environment.hmac("md5", md4(utf16(password)), utf16(upperCase(username) + domain));
}

/** Upper case as Windows does it: character by character, so that `ß` stays. */
function upperCase(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join("");
}

/** NTLMv2_CLIENT_CHALLENGE ([MS-NLMP] 2.2.2.7), which the specification calls `temp`. */
export function clientChallengeBlob(time: Uint8Array, clientChallenge: Uint8Array, targetInfo: Uint8Array): Uint8Array {
  return new Writer().u8(1).u8(1).zeros(6).bytes(time, clientChallenge).zeros(4).bytes(targetInfo).zeros(4).finish();
}

/** NTProofStr and SessionBaseKey ([MS-NLMP] 3.3.2). The latter is the KeyExchangeKey of NTLMv2. */
export function ntlmV2Proof(
  key: Uint8Array,
  serverChallenge: Uint8Array,
  blob: Uint8Array,
  environment: Hashing,
): { proof: Uint8Array; sessionBaseKey: Uint8Array } {
  const proof = environment.hmac("md5", key, serverChallenge, blob);
  return { proof, sessionBaseKey: environment.hmac("md5", key, proof) };
}

/** The LMv2 response, sent to servers that give no timestamp. */
export function lmV2Response(
  key: Uint8Array,
  serverChallenge: Uint8Array,
  clientChallenge: Uint8Array,
  environment: Hashing,
): Uint8Array {
  const proof = environment.hmac("md5", key, serverChallenge, clientChallenge);
  return new Writer(24).bytes(proof, clientChallenge).finish();
}

const signatureLength = 16;

/** One direction of an NTLM session: signs and seals, or checks ([MS-NLMP] 3.4, extended session security, 128 bits). */
class Direction {
  readonly #environment: Hashing;
  readonly #signingKey: Uint8Array;
  readonly #sealingKey: Uint8Array;
  #cipher: Rc4;
  #sequence = 0;

  constructor(sessionKey: Uint8Array, from: NtlmRole, environment: Hashing) {
    this.#environment = environment;
    const direction = from === "client" ? "client-to-server" : "server-to-client";
    const derive = (use: string) =>
      environment.hash(
        "md5",
        sessionKey,
        new TextEncoder().encode(`session key to ${direction} ${use} key magic constant\0`),
      );
    this.#signingKey = derive("signing");
    this.#sealingKey = derive("sealing");
    this.#cipher = new Rc4(this.#sealingKey);
  }

  crypt(data: Uint8Array): Uint8Array {
    return this.#cipher.apply(data);
  }

  /** NTLMSSP_MESSAGE_SIGNATURE of `plain`; the cipher goes on behind what `crypt` did for the same message. */
  sign(plain: Uint8Array): Uint8Array {
    const sequence = new Writer(4).u32(this.#sequence++).finish();
    const checksum = this.#environment.hmac("md5", this.#signingKey, sequence, plain).subarray(0, 8);
    return new Writer(signatureLength).u32(1).bytes(this.#cipher.apply(checksum), sequence).finish();
  }

  /** [MS-SPNG] 3.3.5.1: the mechListMIC uses up no key stream; its sequence number is used up. */
  restart(): void {
    this.#cipher = new Rc4(this.#sealingKey);
  }
}

/** The message security of an established NTLM session, for either side. */
export class NtlmSession {
  readonly #outgoing: Direction;
  readonly #incoming: Direction;

  /** @param sessionKey ExportedSessionKey, 16 bytes */
  constructor(sessionKey: Uint8Array, role: NtlmRole, environment: Hashing) {
    this.#outgoing = new Direction(sessionKey, role, environment);
    this.#incoming = new Direction(sessionKey, role === "client" ? "server" : "client", environment);
  }

  /** GSS_WrapEx: signature (16 bytes), then the encrypted message. */
  seal(plain: Uint8Array): Uint8Array {
    const sealed = this.#outgoing.crypt(plain);
    return new Writer(signatureLength + plain.length).bytes(this.#outgoing.sign(plain), sealed).finish();
  }

  /** GSS_UnwrapEx; throws DecodeError when the signature is wrong. */
  unseal(message: Uint8Array): Uint8Array {
    const reader = new Reader(message, "NTLMSSP_MESSAGE_SIGNATURE");
    const signature = reader.bytes(signatureLength);
    const plain = this.#incoming.crypt(reader.rest());
    if (!equalBytes(signature, this.#incoming.sign(plain))) throw reader.error("the signature is wrong");
    return plain;
  }

  /** GSS_GetMICEx of the SPNEGO mechanism list, after which the key stream starts over. */
  signMechanismList(list: Uint8Array): Uint8Array {
    const signature = this.#outgoing.sign(list);
    this.#outgoing.restart();
    return signature;
  }

  /** GSS_VerifyMICEx of the SPNEGO mechanism list, after which the key stream starts over. */
  verifyMechanismList(list: Uint8Array, signature: Uint8Array): boolean {
    const expected = this.#incoming.sign(list);
    this.#incoming.restart();
    return equalBytes(expected, signature);
  }
}
