import { ClientError } from "../client-error.ts";
import type { Environment } from "../environment.ts";
import { Rc4 } from "../security/rc4.ts";
import { dataMac, finalHash, tripleSaltedHash } from "../security/salted-hash.ts";
import { decodeServerCertificate, encryptClientRandom } from "../security/standard-security.ts";
import { licenceFailure } from "../session/error-info.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import type { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import {
  decodeLicense,
  decodeLicenseError,
  decodeLicenseRequest,
  decodeLicensingMessage,
  decodePlatformChallenge,
  encodeChallengeResponseData,
  encodeNewLicenseRequest,
  encodePlatformChallengeResponse,
  licensingMessages,
  type ProtectedData,
  platformId,
  stateNoTransition,
} from "./licensing-pdus.ts";

type Hashing = Pick<Environment, "hash">;

/** What client and server encrypt and sign licensing data with ([MS-RDPELE] 5.1.2). */
export interface LicensingKeys {
  readonly macSalt: Uint8Array;
  readonly encryption: Uint8Array;
}

export function deriveLicensingKeys(
  premaster: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  environment: Hashing,
): LicensingKeys {
  const master = tripleSaltedHash(premaster, 0x41, clientRandom, serverRandom, environment);
  const blob = tripleSaltedHash(master, 0x41, serverRandom, clientRandom, environment);
  return {
    macSalt: blob.subarray(0, 16),
    encryption: finalHash(blob.subarray(16, 32), clientRandom, serverRandom, environment),
  };
}

/** MACData of licensing messages ([MS-RDPELE] 5.1.6), 16 bytes. */
export function licensingMac(keys: LicensingKeys, data: Uint8Array, environment: Hashing): Uint8Array {
  return dataMac(keys.macSalt, data, new Uint8Array(), environment);
}

export interface LicensingClientOptions {
  readonly environment: Environment;
  readonly clientName: string;
  readonly username: string;
}

/** The licensing phase of a client that keeps no licence: it asks for a new one each time ([MS-RDPELE] 3.3). */
export class LicensingClient {
  readonly #options: LicensingClientOptions;
  #keys: LicensingKeys | undefined;

  constructor(options: LicensingClientOptions) {
    this.#options = options;
  }

  /**
   * Takes a licensing message with its preamble (no security header); `done`: the server goes on with its next phase.
   * Throws ClientError `licence-refused`, and DecodeError.
   */
  receive(pdu: Uint8Array): { send?: Uint8Array; done: boolean } {
    const { type, body } = decodeLicensingMessage(pdu);
    switch (type) {
      case licensingMessages.licenseRequest:
        return { send: this.#request(body), done: false };
      case licensingMessages.platformChallenge:
        return { send: this.#respond(body), done: false };
      case licensingMessages.newLicense:
      case licensingMessages.upgradeLicense:
        this.#open(decodeLicense(body), this.#established(body), body);
        return { done: true };
      case licensingMessages.errorAlert:
        return { done: acceptError(body) };
      default:
        throw body.error(`message type 0x${type.toString(16)}`);
    }
  }

  #request(body: Reader): Uint8Array {
    const { environment, username, clientName } = this.#options;
    const { serverRandom, serverCertificate } = decodeLicenseRequest(body);
    const serverKey = decodeServerCertificate(serverCertificate, environment);
    const clientRandom = environment.randomBytes(32);
    const premaster = environment.randomBytes(48);
    // A number of 48 bytes must stay below a modulus of as many.
    if (serverKey.length === premaster.length) premaster[47] = 0;
    this.#keys = deriveLicensingKeys(premaster, clientRandom, serverRandom, environment);
    return encodeNewLicenseRequest({
      clientRandom,
      encryptedPremaster: encryptClientRandom(premaster, serverKey),
      username,
      clientName,
    });
  }

  #respond(body: Reader): Uint8Array {
    const { environment } = this.#options;
    const keys = this.#established(body);
    const challenge = this.#open(decodePlatformChallenge(body), keys, body);
    const data = encodeChallengeResponseData(challenge);
    const hardwareId = this.#hardwareId();
    const signed = new Writer().bytes(data, hardwareId).finish();
    return encodePlatformChallengeResponse({
      encryptedData: new Rc4(keys.encryption).apply(data),
      encryptedHardwareId: new Rc4(keys.encryption).apply(hardwareId),
      mac: licensingMac(keys, signed, environment),
    });
  }

  /** CLIENT_HARDWARE_ID ([MS-RDPELE] 2.2.2.3.1): the same for the same client name, so that it counts as one device. */
  #hardwareId(): Uint8Array {
    const name = new TextEncoder().encode(this.#options.clientName);
    return new Writer(20).u32(platformId).bytes(this.#options.environment.hash("md5", name)).finish();
  }

  #established(body: Reader): LicensingKeys {
    if (!this.#keys) throw body.error("it comes before a license request");
    return this.#keys;
  }

  #open({ encrypted, mac }: ProtectedData, keys: LicensingKeys, body: Reader): Uint8Array {
    const plain = new Rc4(keys.encryption).apply(encrypted);
    if (!equalBytes(mac, licensingMac(keys, plain, this.#options.environment))) throw body.error("the MAC is wrong");
    return plain;
  }
}

/** True; throws what the user must be told when the server does not let this client go on. */
function acceptError(body: Reader): true {
  const { errorCode, stateTransition } = decodeLicenseError(body);
  const failure = licenceFailure(errorCode);
  if (failure && stateTransition !== stateNoTransition) throw new ClientError(failure);
  return true;
}
