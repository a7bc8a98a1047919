import { contextTag, DerReader, derContext, derElement, derOctetString, derSequence, derTags } from "./der.ts";

/** Content of the OBJECT IDENTIFIER 1.3.6.1.5.5.2, SPNEGO. */
const spnegoIdentifier = Uint8Array.of(0x2b, 0x06, 0x01, 0x05, 0x05, 0x02);
/** Content of the OBJECT IDENTIFIER 1.3.6.1.4.1.311.2.2.10, NTLMSSP. */
export const ntlmIdentifier = Uint8Array.of(0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a);

/** Tag of the GSS-API frame around the first token (RFC 2743, 3.1). */
const initialContextToken = 0x60;

/** negState of NegTokenResp (RFC 4178, 4.2.2). */
export const negotiationStates = { acceptCompleted: 0, acceptIncomplete: 1, reject: 2, requestMic: 3 } as const;

export interface NegTokenInit {
  /** MechTypeList in DER, over which the mechListMIC is made. */
  readonly mechanismList: Uint8Array;
  /** The contents of the OBJECT IDENTIFIERs in it, best first. */
  readonly mechanisms: readonly Uint8Array[];
  readonly token?: Uint8Array;
}

export interface NegTokenResp {
  readonly state?: number;
  readonly mechanism?: Uint8Array;
  readonly token?: Uint8Array;
  readonly mechanismListMic?: Uint8Array;
}

/** MechTypeList in DER. */
export function encodeMechanismList(mechanisms: readonly Uint8Array[]): Uint8Array {
  return derSequence(...mechanisms.map((identifier) => derElement(derTags.objectIdentifier, identifier)));
}

/** NegTokenInit in its GSS-API frame. */
export function encodeNegTokenInit(mechanisms: readonly Uint8Array[], token: Uint8Array): Uint8Array {
  return derElement(
    initialContextToken,
    derElement(derTags.objectIdentifier, spnegoIdentifier),
    derContext(0, derSequence(derContext(0, encodeMechanismList(mechanisms)), derContext(2, derOctetString(token)))),
  );
}

/** Whether a first token is SPNEGO's; else it is one of a mechanism by itself, which Windows takes as well. */
export function isNegTokenInit(bytes: Uint8Array): boolean {
  return bytes[0] === initialContextToken;
}

export function decodeNegTokenInit(bytes: Uint8Array): NegTokenInit {
  const frame = new DerReader(bytes, "NegTokenInit").inside(initialContextToken);
  frame.content(derTags.objectIdentifier);
  const fields = frame.inside(contextTag(0)).inside(derTags.sequence);
  const mechanismList = fields.inside(contextTag(0)).element();
  const list = new DerReader(mechanismList, "MechTypeList").inside(derTags.sequence);
  const mechanisms: Uint8Array[] = [];
  while (list.remaining > 0) mechanisms.push(list.content(derTags.objectIdentifier));
  fields.optional(contextTag(1)); // reqFlags
  const token = fields.optional(contextTag(2))?.content(derTags.octetString);
  return { mechanismList, mechanisms, ...(token && { token }) };
}

export function encodeNegTokenResp(response: NegTokenResp): Uint8Array {
  const { state, mechanism, token, mechanismListMic } = response;
  const fields: Uint8Array[] = [];
  if (state !== undefined) fields.push(derContext(0, derElement(derTags.enumerated, Uint8Array.of(state))));
  if (mechanism) fields.push(derContext(1, derElement(derTags.objectIdentifier, mechanism)));
  if (token) fields.push(derContext(2, derOctetString(token)));
  if (mechanismListMic) fields.push(derContext(3, derOctetString(mechanismListMic)));
  return derContext(1, derSequence(...fields));
}

export function decodeNegTokenResp(bytes: Uint8Array): NegTokenResp {
  const fields = new DerReader(bytes, "NegTokenResp").inside(contextTag(1)).inside(derTags.sequence);
  const state = fields.optional(contextTag(0))?.content(derTags.enumerated)[0];
  const mechanism = fields.optional(contextTag(1))?.content(derTags.objectIdentifier);
  const token = fields.optional(contextTag(2))?.content(derTags.octetString);
  const mechanismListMic = fields.optional(contextTag(3))?.content(derTags.octetString);
  return {
    ...(state !== undefined && { state }),
    ...(mechanism && { mechanism }),
    ...(token && { token }),
    ...(mechanismListMic && { mechanismListMic }),
  };
}
