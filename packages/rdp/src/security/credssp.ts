import { ClientError } from "../client-error.ts";
import type { Environment } from "../environment.ts";
import type { ClientFailure } from "../output.ts";
import type { Credentials } from "../settings.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { Reader } from "../wire/reader.ts";
import { channelBindingHash, decodeCertificate } from "./certificate.ts";
import { bindsByHash, credSspVersion, publicKeyBinding } from "./credssp-binding.ts";
import { logonStatusFailure } from "./logon-status.ts";
import { NtlmClient } from "./ntlm.ts";
import type { NtlmSession } from "./ntlm-keys.ts";
import { SpnegoNtlmClient } from "./spnego-ntlm.ts";
import { encodeTsCredentials } from "./ts-credentials.ts";
import { decodeTsRequest, encodeTsRequest, type TsRequest } from "./ts-request.ts";

export { tsRequestLength } from "./ts-request.ts";

const oldestVersion = 2;
const nonceLength = 32;

/** Bytes of an Early User Authorization Result PDU ([MS-RDPBCGR] 2.2.10.2). */
export const EARLY_AUTHORIZATION_LENGTH = 4;

/** What a CredSSP client proves, and to whom. */
export interface CredSspClientOptions {
  readonly credentials: Credentials;
  /** Name or address of the server as the user wrote it. */
  readonly hostname: string;
  /** The TLS server's certificate, DER. */
  readonly certificate: Uint8Array;
  readonly environment: Environment;
  /** `spnego`: NTLM inside SPNEGO, as [MS-CSSP] has it; `ntlm`: NTLM by itself, which old servers take only. */
  readonly mechanism: CredSspMechanism;
}

export type CredSspMechanism = "spnego" | "ntlm";

/** The client of CredSSP versions 2 to 6 with NTLMv2 ([MS-CSSP] 3.1). Throws ClientError and DecodeError. */
export class CredSspClient {
  readonly #credentials: Credentials;
  readonly #environment: Environment;
  readonly #publicKey: Uint8Array;
  readonly #negotiation: NtlmClient | SpnegoNtlmClient;
  readonly #nonce: Uint8Array;
  #version = credSspVersion;
  #challenged = false;
  #session: NtlmSession | undefined;

  constructor({ credentials, hostname, certificate, environment, mechanism }: CredSspClientOptions) {
    this.#credentials = credentials;
    this.#environment = environment;
    this.#publicKey = decodeCertificate(certificate).subjectPublicKey;
    this.#nonce = environment.randomBytes(nonceLength);
    const ntlm = new NtlmClient({
      credentials,
      targetName: `TERMSRV/${hostname}`,
      channelBindings: channelBindingHash(certificate, environment),
      environment,
    });
    this.#negotiation = mechanism === "spnego" ? new SpnegoNtlmClient(ntlm) : ntlm;
  }

  /** The server has sent its challenge, and was sent a proof of the password. */
  get challenged(): boolean {
    return this.#challenged;
  }

  /** The first TSRequest. */
  start(): Uint8Array {
    return encodeTsRequest({ version: credSspVersion, negoToken: this.#negotiation.start() });
  }

  /** Takes one whole TSRequest; `done`: after sending, the server goes on with its next phase. */
  receive(tsRequest: Uint8Array): { send?: Uint8Array; done: boolean } {
    const request = decodeTsRequest(tsRequest);
    if (request.errorCode) throw new ClientError(logonStatusFailure(request.errorCode));
    return this.#session
      ? { send: this.#delegate(request, this.#session), done: true }
      : { send: this.#negotiate(request), done: false };
  }

  /** What it means when the server closes the connection now: many servers refuse a logon without a word. */
  connectionClosed(): ClientFailure {
    return this.#challenged ? refusedSilently : closedAtOnce;
  }

  /** Goes on with the negotiation; its last step binds the session to the public key ([MS-CSSP] 3.1.5, step 3). */
  #negotiate({ version, negoToken }: TsRequest): Uint8Array {
    if (version < oldestVersion) throw new DecodeError("TSRequest", `version ${version}`, 0);
    if (!negoToken) throw new DecodeError("TSRequest", "no negoToken", 0);
    this.#version = Math.min(version, credSspVersion);
    const { token, session } = this.#negotiation.receive(negoToken);
    this.#challenged = true;
    this.#session = session;
    return encodeTsRequest({
      version: credSspVersion,
      ...(token && { negoToken: token }),
      ...(session && this.#bind(session)),
    });
  }

  #bind(session: NtlmSession): Pick<TsRequest, "pubKeyAuth" | "clientNonce"> {
    const binding = publicKeyBinding("client", this.#publicKey, this.#boundNonce, this.#environment);
    return { pubKeyAuth: session.seal(binding), ...(this.#boundNonce && { clientNonce: this.#boundNonce }) };
  }

  #delegate({ pubKeyAuth }: TsRequest, session: NtlmSession): Uint8Array {
    if (!pubKeyAuth) throw new DecodeError("TSRequest", "no pubKeyAuth", 0);
    const expected = publicKeyBinding("server", this.#publicKey, this.#boundNonce, this.#environment);
    if (!equalBytes(session.unseal(pubKeyAuth), expected)) throw new ClientError(foreignPublicKey);
    return encodeTsRequest({
      version: credSspVersion,
      authInfo: session.seal(encodeTsCredentials(this.#credentials)),
    });
  }

  get #boundNonce(): Uint8Array | undefined {
    return bindsByHash(this.#version) ? this.#nonce : undefined;
  }
}

const refusedSilently: ClientFailure = {
  code: "wrong-credentials",
  detail: "connection closed after the NTLM AUTHENTICATE_MESSAGE",
  message: "The computer refused the logon without saying why. Check user name, password and domain, and try again.",
};

const closedAtOnce: ClientFailure = {
  code: "authentication-failed",
  detail: "connection closed before the NTLM CHALLENGE_MESSAGE",
  message:
    "The computer closed the connection instead of authenticating by NTLM. Ask the administrator whether its policy allows NTLM.",
};

const foreignPublicKey: ClientFailure = {
  code: "authentication-failed",
  detail: "CredSSP pubKeyAuth",
  message:
    "The computer that checked the password is not the one that showed the TLS certificate; the password was not sent. Ask the administrator who listens between them.",
};

/** What it means when the server closes the connection before the Early User Authorization Result PDU. */
export const AUTHENTICATION_CUT: ClientFailure = {
  code: "authentication-failed",
  detail: "connection closed during network level authentication",
  message: "The server hung up while the user was being authenticated. Check the user name, password and domain.",
};

/** Early User Authorization Result PDU ([MS-RDPBCGR] 2.2.10.2): undefined when access is granted. Throws DecodeError. */
export function decodeEarlyUserAuthorizationResult(bytes: Uint8Array): ClientFailure | undefined {
  const result = new Reader(bytes, "Early User Authorization Result PDU").u32();
  if (result === 0) return undefined;
  return {
    code: "logon-not-granted",
    detail: result === 5 ? "AUTHZ_ACCESS_DENIED" : `authorization result 0x${result.toString(16)}`,
    message: "This account may not log on to this computer over Remote Desktop. Ask the administrator for that right.",
  };
}
