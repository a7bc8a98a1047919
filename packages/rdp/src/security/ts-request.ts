import { DecodeError } from "../wire/decode-error.ts";
import { contextTag, DerReader, derContext, derInteger, derOctetString, derSequence, derTags } from "./der.ts";

/** TSRequest ([MS-CSSP] 2.2.1). */
export interface TsRequest {
  readonly version: number;
  /** The first (and in practice only) token of negoTokens. */
  readonly negoToken?: Uint8Array;
  readonly authInfo?: Uint8Array;
  readonly pubKeyAuth?: Uint8Array;
  /** NTSTATUS, unsigned. */
  readonly errorCode?: number;
  /** 32 bytes. */
  readonly clientNonce?: Uint8Array;
}

const maximumLength = 65536;

/**
 * Whole length in bytes of the TSRequest that starts here; undefined: more bytes are needed to tell.
 * Throws DecodeError when it is no TSRequest or larger than 64 KiB.
 */
export function tsRequestLength(bytes: Uint8Array): number | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] !== derTags.sequence) throw new DecodeError("TSRequest", "not a SEQUENCE", 0);
  if (bytes.length < 2) return undefined;
  if (bytes[1] < 0x80) return 2 + bytes[1];
  const count = bytes[1] & 0x7f;
  if (count === 0 || count > 4) throw new DecodeError("TSRequest", `a length of ${count} bytes`, 1);
  if (bytes.length < 2 + count) return undefined;
  const length = 2 + count + bytes.subarray(2, 2 + count).reduce((value, byte) => value * 256 + byte, 0);
  if (length > maximumLength) throw new DecodeError("TSRequest", `${length} bytes long`, 1);
  return length;
}

export function encodeTsRequest(request: TsRequest): Uint8Array {
  const { version, negoToken, authInfo, pubKeyAuth, errorCode, clientNonce } = request;
  const fields = [derContext(0, derInteger(version))];
  if (negoToken) {
    fields.push(derContext(1, derSequence(derSequence(derContext(0, derOctetString(negoToken))))));
  }
  if (authInfo) fields.push(derContext(2, derOctetString(authInfo)));
  if (pubKeyAuth) fields.push(derContext(3, derOctetString(pubKeyAuth)));
  if (errorCode !== undefined) fields.push(derContext(4, derInteger(errorCode | 0)));
  if (clientNonce) fields.push(derContext(5, derOctetString(clientNonce)));
  return derSequence(...fields);
}

/** Throws DecodeError. */
export function decodeTsRequest(bytes: Uint8Array): TsRequest {
  const fields = new DerReader(bytes, "TSRequest").inside(derTags.sequence);
  const version = fields.inside(contextTag(0)).integer();
  const negoToken = fields
    .optional(contextTag(1))
    ?.optional(derTags.sequence)
    ?.optional(derTags.sequence)
    ?.inside(contextTag(0))
    .content(derTags.octetString);
  const authInfo = fields.optional(contextTag(2))?.content(derTags.octetString);
  const pubKeyAuth = fields.optional(contextTag(3))?.content(derTags.octetString);
  const errorCode = fields.optional(contextTag(4))?.integer();
  const clientNonce = fields.optional(contextTag(5))?.content(derTags.octetString);
  return {
    version,
    ...(negoToken && { negoToken }),
    ...(authInfo && { authInfo }),
    ...(pubKeyAuth && { pubKeyAuth }),
    ...(errorCode !== undefined && { errorCode: errorCode >>> 0 }),
    ...(clientNonce && { clientNonce }),
  };
}
