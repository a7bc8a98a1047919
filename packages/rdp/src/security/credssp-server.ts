import type { Environment } from "../environment.ts";
import type { Credentials } from "../settings.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { channelBindingHash, decodeCertificate } from "./certificate.ts";
import { bindsByHash, credSspVersion, publicKeyBinding } from "./credssp-binding.ts";
import { NtlmServer } from "./ntlm.ts";
import type { NtlmSession } from "./ntlm-keys.ts";
import { SpnegoNtlmServer } from "./spnego-ntlm.ts";
import { decodeTsCredentials } from "./ts-credentials.ts";
import { decodeTsRequest, encodeTsRequest, type TsRequest } from "./ts-request.ts";

const logonFailure = 0xc000006d;

export interface CredSspServerOptions {
  /** NetBIOS name of this server. */
  readonly name: string;
  /** The TLS certificate, DER. */
  readonly certificate: Uint8Array;
  /** The password of an account; undefined where there is none. */
  readonly passwordOf: (username: string, domain: string) => string | undefined;
  readonly environment: Environment;
  /** The version to speak, 2 to 6. */
  readonly version?: number;
}

/** What a TSRequest leads to: something to send, then credentials (the logon is done) or a refusal (NTSTATUS). */
export interface CredSspServerStep {
  readonly send?: Uint8Array;
  readonly credentials?: Credentials;
  readonly refused?: number;
}

/** The server of CredSSP versions 2 to 6 with NTLMv2 ([MS-CSSP] 3.1). Throws DecodeError. */
export class CredSspServer {
  readonly #options: CredSspServerOptions;
  readonly #version: number;
  readonly #ntlm: NtlmServer;
  readonly #negotiation: SpnegoNtlmServer;
  #challenged = false;
  #session: NtlmSession | undefined;
  #bound = false;

  constructor(options: CredSspServerOptions) {
    this.#options = options;
    this.#version = options.version ?? credSspVersion;
    this.#ntlm = new NtlmServer(options.name, options.environment);
    this.#negotiation = new SpnegoNtlmServer(this.#ntlm);
  }

  /** Takes one whole TSRequest. */
  receive(tsRequest: Uint8Array): CredSspServerStep {
    const request = decodeTsRequest(tsRequest);
    if (this.#session) {
      return this.#bound ? this.#takeCredentials(request, this.#session) : this.#bind(request, this.#session);
    }
    if (!request.negoToken) throw new DecodeError("TSRequest", "no negoToken", 0);
    if (this.#challenged) return this.#authenticate(request, request.negoToken);
    this.#challenged = true;
    return {
      send: encodeTsRequest({ version: this.#version, negoToken: this.#negotiation.challenge(request.negoToken) }),
    };
  }

  /** A client that waits for the confirmation sends its pubKeyAuth after it, others send both at once. */
  #authenticate(request: TsRequest, negoToken: Uint8Array): CredSspServerStep {
    const { certificate, environment, passwordOf } = this.#options;
    const { message, confirm } = this.#negotiation.authenticate(negoToken);
    const identity = this.#ntlm.authenticate(message, channelBindingHash(certificate, environment), passwordOf);
    if (!identity) return this.#refuse(logonFailure);
    this.#session = identity.session;
    const confirmation = confirm(identity.session);
    if (request.pubKeyAuth || !confirmation) return this.#bind(request, identity.session, confirmation);
    return { send: encodeTsRequest({ version: this.#version, negoToken: confirmation }) };
  }

  #bind(
    { version, pubKeyAuth, clientNonce }: TsRequest,
    session: NtlmSession,
    confirmation?: Uint8Array,
  ): CredSspServerStep {
    const { certificate, environment } = this.#options;
    if (!pubKeyAuth) throw new DecodeError("TSRequest", "no pubKeyAuth", 0);
    const byHash = bindsByHash(Math.min(version, this.#version));
    if (byHash && !clientNonce) throw new DecodeError("TSRequest", "no clientNonce", 0);
    const nonce = byHash ? clientNonce : undefined;
    const { subjectPublicKey } = decodeCertificate(certificate);
    const expected = publicKeyBinding("client", subjectPublicKey, nonce, environment);
    if (!equalBytes(session.unseal(pubKeyAuth), expected)) return this.#refuse(logonFailure);
    this.#bound = true;
    return {
      send: encodeTsRequest({
        version: this.#version,
        ...(confirmation && { negoToken: confirmation }),
        pubKeyAuth: session.seal(publicKeyBinding("server", subjectPublicKey, nonce, environment)),
      }),
    };
  }

  #takeCredentials({ authInfo }: TsRequest, session: NtlmSession): CredSspServerStep {
    if (!authInfo) throw new DecodeError("TSRequest", "no authInfo", 0);
    return { credentials: decodeTsCredentials(session.unseal(authInfo)) };
  }

  #refuse(status: number): CredSspServerStep {
    return { send: encodeTsRequest({ version: this.#version, errorCode: status }), refused: status };
  }
}
