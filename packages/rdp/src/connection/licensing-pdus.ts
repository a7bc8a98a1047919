import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** bMsgType of LICENSE_PREAMBLE ([MS-RDPBCGR] 2.2.1.12.1.1). */
export const licensingMessages = {
  licenseRequest: 0x01,
  platformChallenge: 0x02,
  newLicense: 0x03,
  upgradeLicense: 0x04,
  newLicenseRequest: 0x13,
  platformChallengeResponse: 0x15,
  errorAlert: 0xff,
} as const;

/** wBlobType of LICENSE_BINARY_BLOB ([MS-RDPBCGR] 2.2.1.12.1.2). */
const blobs = { random: 2, encryptedData: 9, clientUserName: 15, clientMachineName: 16 } as const;

/** dwErrorCode of LICENSE_ERROR_MESSAGE that ends licensing well. */
export const statusValidClient = 7;
/** dwStateTransition of LICENSE_ERROR_MESSAGE: whatever the error, the connection goes on. */
export const stateNoTransition = 2;

/** PREAMBLE_VERSION_3_0 and EXTENDED_ERROR_MSG_SUPPORTED. */
const preambleFlags = 0x83;
const macLength = 16;
const randomLength = 32;
/** Longer than any challenge; what is answered with it must fit one PDU. */
const maximumChallenge = 4096;
/** Longest name that is given; the rest is cut. */
const maximumName = 255;

/** KEY_EXCHANGE_ALG_RSA. */
const keyExchangeRsa = 1;
/** CLIENT_OS_ID_WINNT_POST_52 and CLIENT_IMAGE_ID_MICROSOFT ([MS-RDPELE] 2.2.2.2). */
export const platformId = 0x04010000;

/** A licensing message without its preamble. */
export interface LicensingMessage {
  readonly type: number;
  readonly body: Reader;
}

/** Takes the preamble off. Throws DecodeError. */
export function decodeLicensingMessage(pdu: Uint8Array): LicensingMessage {
  const reader = new Reader(pdu, "LICENSE_PREAMBLE");
  const type = reader.u8();
  reader.skip(1);
  const size = reader.u16();
  if (size < 4) throw reader.error(`wMsgSize ${size}`);
  return { type, body: reader.part(size - 4, structureNames.get(type) ?? "licensing message") };
}

const structureNames: ReadonlyMap<number, string> = new Map([
  [licensingMessages.licenseRequest, "SERVER_LICENSE_REQUEST"],
  [licensingMessages.platformChallenge, "SERVER_PLATFORM_CHALLENGE"],
  [licensingMessages.newLicense, "SERVER_NEW_LICENSE"],
  [licensingMessages.upgradeLicense, "SERVER_UPGRADE_LICENSE"],
  [licensingMessages.errorAlert, "LICENSE_ERROR_MESSAGE"],
]);

/** Puts the preamble before a message. */
export function encodeLicensingMessage(type: number, body: Writer): Uint8Array {
  const bytes = body.finish();
  return new Writer(4 + bytes.length)
    .u8(type)
    .u8(preambleFlags)
    .u16(4 + bytes.length)
    .bytes(bytes)
    .finish();
}

/** SERVER_LICENSE_REQUEST ([MS-RDPELE] 2.2.2.1): what the client needs of it. */
export function decodeLicenseRequest(body: Reader): { serverRandom: Uint8Array; serverCertificate: Uint8Array } {
  const serverRandom = body.bytes(randomLength);
  body.skip(4); // dwVersion
  body.skip(body.u32()); // company name
  body.skip(body.u32()); // product identifier
  readBlob(body); // key exchange list: only RSA exists
  return { serverRandom, serverCertificate: readBlob(body) };
}

/** CLIENT_NEW_LICENSE_REQUEST ([MS-RDPELE] 2.2.2.2). */
export function encodeNewLicenseRequest(request: {
  readonly clientRandom: Uint8Array;
  readonly encryptedPremaster: Uint8Array;
  readonly username: string;
  readonly clientName: string;
}): Uint8Array {
  const body = new Writer().u32(keyExchangeRsa).u32(platformId).bytes(request.clientRandom);
  writeBlob(body, blobs.random, request.encryptedPremaster);
  writeBlob(body, blobs.clientUserName, ansi(request.username));
  writeBlob(body, blobs.clientMachineName, ansi(request.clientName));
  return encodeLicensingMessage(licensingMessages.newLicenseRequest, body);
}

/** What is encrypted in SERVER_PLATFORM_CHALLENGE, and in the licences ([MS-RDPELE] 2.2.2.4, 2.2.2.6, 2.2.2.7). */
export interface ProtectedData {
  readonly encrypted: Uint8Array;
  readonly mac: Uint8Array;
}

/** SERVER_PLATFORM_CHALLENGE ([MS-RDPELE] 2.2.2.4). Throws DecodeError. */
export function decodePlatformChallenge(body: Reader): ProtectedData {
  body.skip(4); // ConnectFlags
  const challenge = decodeLicense(body);
  const { length } = challenge.encrypted;
  if (length > maximumChallenge) throw body.error(`a challenge of ${length} bytes`);
  return challenge;
}

/** SERVER_NEW_LICENSE and SERVER_UPGRADE_LICENSE. */
export function decodeLicense(body: Reader): ProtectedData {
  return { encrypted: readBlob(body), mac: body.bytes(macLength) };
}

/** PLATFORM_CHALLENGE_RESPONSE_DATA ([MS-RDPELE] 2.2.2.5.1) of a Win32 client with all licence details. */
export function encodeChallengeResponseData(challenge: Uint8Array): Uint8Array {
  return new Writer().u16(0x0100).u16(0x0100).u16(3).u16(challenge.length).bytes(challenge).finish();
}

/** CLIENT_PLATFORM_CHALLENGE_RESPONSE ([MS-RDPELE] 2.2.2.5). */
export function encodePlatformChallengeResponse(response: {
  readonly encryptedData: Uint8Array;
  readonly encryptedHardwareId: Uint8Array;
  readonly mac: Uint8Array;
}): Uint8Array {
  const body = new Writer();
  writeBlob(body, blobs.encryptedData, response.encryptedData);
  writeBlob(body, blobs.encryptedData, response.encryptedHardwareId);
  return encodeLicensingMessage(licensingMessages.platformChallengeResponse, body.bytes(response.mac));
}

/** LICENSE_ERROR_MESSAGE ([MS-RDPBCGR] 2.2.1.12.1.3). */
export interface LicenseError {
  readonly errorCode: number;
  readonly stateTransition: number;
}

/** LICENSE_ERROR_MESSAGE without its preamble. Throws DecodeError. */
export function decodeLicenseError(body: Reader): LicenseError {
  return { errorCode: body.u32(), stateTransition: body.u32() };
}

/** LICENSE_ERROR_MESSAGE with its preamble. */
export function encodeLicenseError({ errorCode, stateTransition }: LicenseError): Uint8Array {
  const emptyBlob = 4;
  return encodeLicensingMessage(
    licensingMessages.errorAlert,
    new Writer().u32(errorCode).u32(stateTransition).u16(emptyBlob).u16(0),
  );
}

function readBlob(reader: Reader): Uint8Array {
  reader.skip(2); // wBlobType: to be ignored, servers set what they like
  return reader.bytes(reader.u16());
}

function writeBlob(writer: Writer, type: number, content: Uint8Array): void {
  writer.u16(type).u16(content.length).bytes(content);
}

/** ANSI text with its terminator, cut at `maximumName`; what lies beyond ASCII becomes `?`. */
function ansi(text: string): Uint8Array {
  const characters = [...text].slice(0, maximumName);
  return Uint8Array.from(
    characters.map((character) => (character < "\x80" ? character.charCodeAt(0) : 0x3f)).concat(0),
  );
}
