import { ClientError } from "../client-error.ts";
import type { ClientFailure } from "../output.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import type { NtlmClient, NtlmServer } from "./ntlm.ts";
import type { NtlmSession } from "./ntlm-keys.ts";
import {
  decodeNegTokenInit,
  decodeNegTokenResp,
  encodeMechanismList,
  encodeNegTokenInit,
  encodeNegTokenResp,
  isNegTokenInit,
  type NegTokenResp,
  negotiationStates,
  ntlmIdentifier,
} from "./spnego.ts";

/** The tokens of an NTLM client inside SPNEGO, NTLM being the only mechanism ([MS-SPNG] 3.1). */
export class SpnegoNtlmClient {
  readonly #ntlm: NtlmClient;
  #session: NtlmSession | undefined;

  constructor(ntlm: NtlmClient) {
    this.#ntlm = ntlm;
  }

  start(): Uint8Array {
    return encodeNegTokenInit([ntlmIdentifier], this.#ntlm.start());
  }

  /**
   * Takes the server's next token: first the challenge, which is answered, then the confirmation, which makes the session.
   * Throws ClientError where the server takes no NTLM, and DecodeError.
   */
  receive(token: Uint8Array): { readonly token?: Uint8Array; readonly session?: NtlmSession } {
    const response = decodeNegTokenResp(token);
    if (response.state === negotiationStates.reject) throw new ClientError(ntlmRejected);
    return this.#session ? { session: this.#confirm(response, this.#session) } : { token: this.#answer(response) };
  }

  #answer({ token }: NegTokenResp): Uint8Array {
    if (!token) throw new ClientError(ntlmRejected);
    const { token: authenticate, session } = this.#ntlm.receive(token);
    this.#session = session;
    return encodeNegTokenResp({
      token: authenticate,
      mechanismListMic: session.signMechanismList(encodeMechanismList([ntlmIdentifier])),
    });
  }

  /** With a single mechanism a server need not confirm the list (RFC 4178, 5); if it does, it has to be right. */
  #confirm({ mechanismListMic }: NegTokenResp, session: NtlmSession): NtlmSession {
    const list = encodeMechanismList([ntlmIdentifier]);
    if (mechanismListMic && !session.verifyMechanismList(list, mechanismListMic)) {
      throw new DecodeError("NegTokenResp", "the mechListMIC is wrong", 0);
    }
    return session;
  }
}

const ntlmRejected: ClientFailure = {
  code: "authentication-failed",
  detail: "SPNEGO without NTLM",
  message: "The computer does not take NTLM. Ask the administrator whether its policy allows it.",
};

/** The acceptor's side: takes NTLM inside SPNEGO, or by itself as older clients send it. */
export class SpnegoNtlmServer {
  readonly #ntlm: NtlmServer;
  /** MechTypeList of the client; undefined where it speaks NTLM by itself. */
  #mechanismList: Uint8Array | undefined;

  constructor(ntlm: NtlmServer) {
    this.#ntlm = ntlm;
  }

  /** Takes the client's first token, gives the one with the CHALLENGE_MESSAGE. Throws DecodeError. */
  challenge(token: Uint8Array): Uint8Array {
    if (!isNegTokenInit(token)) return this.#ntlm.challenge(token);
    const { mechanismList, mechanisms, token: negotiate } = decodeNegTokenInit(token);
    if (!negotiate || !equalBytes(mechanisms[0] ?? new Uint8Array(), ntlmIdentifier)) {
      throw new DecodeError("NegTokenInit", "NTLM is not the first mechanism", 0);
    }
    this.#mechanismList = mechanismList.slice();
    return encodeNegTokenResp({
      state: negotiationStates.acceptIncomplete,
      mechanism: ntlmIdentifier,
      token: this.#ntlm.challenge(negotiate),
    });
  }

  /** The AUTHENTICATE_MESSAGE within the client's second token, and how to confirm it once it was found good. */
  authenticate(token: Uint8Array): { message: Uint8Array; confirm(session: NtlmSession): Uint8Array | undefined } {
    const list = this.#mechanismList;
    if (!list) return { message: token, confirm: () => undefined };
    const { token: message, mechanismListMic } = decodeNegTokenResp(token);
    if (!message) throw new DecodeError("NegTokenResp", "no token", 0);
    const confirm = (session: NtlmSession) => {
      if (!mechanismListMic) return encodeNegTokenResp({ state: negotiationStates.acceptCompleted });
      if (!session.verifyMechanismList(list, mechanismListMic)) {
        throw new DecodeError("NegTokenResp", "the mechListMIC is wrong", 0);
      }
      return encodeNegTokenResp({
        state: negotiationStates.acceptCompleted,
        mechanismListMic: session.signMechanismList(list),
      });
    };
    return { message, confirm };
  }
}
