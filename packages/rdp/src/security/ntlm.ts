import type { Environment } from "../environment.ts";
import type { Credentials } from "../settings.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { equalBytes } from "../wire/equal-bytes.ts";
import { Writer } from "../wire/writer.ts";
import { clientChallengeBlob, lmV2Response, NtlmSession, ntlmV2Key, ntlmV2Proof } from "./ntlm-keys.ts";
import {
  type AvPair,
  avFlagMicPresent,
  avIds,
  decodeAuthenticate,
  decodeAvPairs,
  decodeChallenge,
  decodeNegotiate,
  encodeAuthenticate,
  encodeAvPairs,
  encodeChallenge,
  encodeNegotiate,
  micLength,
  micOffset,
  ntlmFlags,
  utf16,
} from "./ntlm-messages.ts";
import { Rc4 } from "./rc4.ts";

/** Without these there is no NTLMv2 session security of 128 bits; we take nothing less. */
const requiredFlags =
  ntlmFlags.unicode |
  ntlmFlags.sign |
  ntlmFlags.seal |
  ntlmFlags.ntlm |
  ntlmFlags.extendedSessionSecurity |
  ntlmFlags.bits128 |
  ntlmFlags.keyExchange;
const clientFlags =
  requiredFlags | ntlmFlags.requestTarget | ntlmFlags.alwaysSign | ntlmFlags.targetInfo | ntlmFlags.version;

const noMic = new Uint8Array(micLength);

export interface NtlmClientOptions {
  readonly credentials: Credentials;
  /** Service principal name of the server, such as `TERMSRV/host`. */
  readonly targetName: string;
  /** MsvAvChannelBindings, 16 bytes. */
  readonly channelBindings: Uint8Array;
  readonly environment: Environment;
}

/** The initiator of an NTLMv2 authentication ([MS-NLMP] 3.1). */
export class NtlmClient {
  readonly #options: NtlmClientOptions;
  readonly #negotiate = encodeNegotiate({ flags: clientFlags });

  constructor(options: NtlmClientOptions) {
    this.#options = options;
  }

  /** The NEGOTIATE_MESSAGE. */
  start(): Uint8Array {
    return this.#negotiate;
  }

  /** Answers the CHALLENGE_MESSAGE with the AUTHENTICATE_MESSAGE, and gives the session. Throws DecodeError. */
  receive(challengeMessage: Uint8Array): { readonly token: Uint8Array; readonly session: NtlmSession } {
    const { credentials, environment } = this.#options;
    const challenge = decodeChallenge(challengeMessage);
    requireFlags(challenge.flags, "CHALLENGE_MESSAGE");

    const serverTime = challenge.targetInfo.find(({ id }) => id === avIds.timestamp)?.value;
    const clientChallenge = environment.randomBytes(8);
    const key = ntlmV2Key(credentials.username, credentials.password, credentials.domain, environment);
    const blob = clientChallengeBlob(
      serverTime ?? fileTime(environment.now()),
      clientChallenge,
      encodeAvPairs(this.#targetInfo(challenge.targetInfo)),
    );
    const { proof, sessionBaseKey } = ntlmV2Proof(key, challenge.serverChallenge, blob, environment);
    const sessionKey = environment.randomBytes(16);

    const authenticate = encodeAuthenticate({
      flags: clientFlags & challenge.flags,
      lmResponse: serverTime
        ? new Uint8Array(24)
        : lmV2Response(key, challenge.serverChallenge, clientChallenge, environment),
      ntResponse: new Writer(proof.length + blob.length).bytes(proof, blob).finish(),
      domain: credentials.domain,
      username: credentials.username,
      workstation: "",
      encryptedSessionKey: new Rc4(sessionBaseKey).apply(sessionKey),
      mic: noMic,
    });
    authenticate.set(environment.hmac("md5", sessionKey, this.#negotiate, challengeMessage, authenticate), micOffset);
    return { token: authenticate, session: new NtlmSession(sessionKey, "client", environment) };
  }

  #targetInfo(fromServer: readonly AvPair[]): AvPair[] {
    const serverFlags = fromServer.find(({ id }) => id === avIds.flags)?.value[0] ?? 0;
    const own: AvPair[] = [
      { id: avIds.flags, value: Uint8Array.of(serverFlags | avFlagMicPresent, 0, 0, 0) },
      { id: avIds.channelBindings, value: this.#options.channelBindings },
      { id: avIds.targetName, value: utf16(this.#options.targetName) },
    ];
    return [...fromServer.filter(({ id }) => own.every((pair) => pair.id !== id)), ...own];
  }
}

/** What an AUTHENTICATE_MESSAGE proved. */
export interface NtlmIdentity {
  readonly username: string;
  readonly domain: string;
  readonly session: NtlmSession;
}

/** The acceptor of an NTLMv2 authentication ([MS-NLMP] 3.2). */
export class NtlmServer {
  readonly #environment: Environment;
  readonly #name: string;
  readonly #serverChallenge: Uint8Array;
  #negotiateMessage = new Uint8Array();
  #challengeMessage = new Uint8Array();

  /** @param name NetBIOS name of this server */
  constructor(name: string, environment: Environment) {
    this.#environment = environment;
    this.#name = name;
    this.#serverChallenge = environment.randomBytes(8);
  }

  /** Answers the NEGOTIATE_MESSAGE with the CHALLENGE_MESSAGE. Throws DecodeError. */
  challenge(negotiateMessage: Uint8Array): Uint8Array {
    const { flags } = decodeNegotiate(negotiateMessage);
    requireFlags(flags, "NEGOTIATE_MESSAGE");
    const name = utf16(this.#name);
    this.#negotiateMessage = negotiateMessage.slice();
    this.#challengeMessage = Uint8Array.from(
      encodeChallenge({
        flags: (flags & clientFlags) | ntlmFlags.targetInfo | ntlmFlags.targetTypeServer,
        targetName: this.#name,
        serverChallenge: this.#serverChallenge,
        targetInfo: [
          { id: avIds.domainName, value: name },
          { id: avIds.computerName, value: name },
          { id: avIds.dnsDomainName, value: name },
          { id: avIds.dnsComputerName, value: name },
          { id: avIds.timestamp, value: fileTime(this.#environment.now()) },
        ],
      }),
    );
    return this.#challengeMessage;
  }

  /**
   * Checks the AUTHENTICATE_MESSAGE; undefined when password, channel bindings or MIC are wrong. Throws DecodeError.
   * @param passwordOf the password of an account, undefined where there is none
   */
  authenticate(
    message: Uint8Array,
    channelBindings: Uint8Array,
    passwordOf: (username: string, domain: string) => string | undefined,
  ): NtlmIdentity | undefined {
    const environment = this.#environment;
    const { username, domain, ntResponse, encryptedSessionKey, mic } = decodeAuthenticate(message);
    const password = passwordOf(username, domain);
    if (password === undefined || ntResponse.length < 16 + 28) return undefined;

    const blob = ntResponse.subarray(16);
    const key = ntlmV2Key(username, password, domain, environment);
    const { proof, sessionBaseKey } = ntlmV2Proof(key, this.#serverChallenge, blob, environment);
    if (!equalBytes(proof, ntResponse.subarray(0, 16))) return undefined;

    const pairs = decodeAvPairs(blob.subarray(28));
    const bindings = pairs.find(({ id }) => id === avIds.channelBindings)?.value;
    if (bindings?.some((byte) => byte !== 0) && !equalBytes(bindings, channelBindings)) return undefined;

    const sessionKey = new Rc4(sessionBaseKey).apply(encryptedSessionKey);
    const clientAvFlags = pairs.find(({ id }) => id === avIds.flags)?.value[0] ?? 0;
    if (clientAvFlags & avFlagMicPresent) {
      const unsigned = message.slice();
      unsigned.set(noMic, micOffset);
      const expected = environment.hmac("md5", sessionKey, this.#negotiateMessage, this.#challengeMessage, unsigned);
      if (!equalBytes(mic, expected)) return undefined;
    }
    return { username, domain, session: new NtlmSession(sessionKey, "server", environment) };
  }
}

function requireFlags(flags: number, structure: string): void {
  if ((flags & requiredFlags) !== requiredFlags) {
    throw new DecodeError(structure, `128 bit NTLMv2 is not offered (flags 0x${(flags >>> 0).toString(16)})`, 0);
  }
}

/** FILETIME: 100 ns since 1601, UTC. */
function fileTime(milliseconds: number): Uint8Array {
  return new Writer(8).u64((BigInt(Math.trunc(milliseconds)) + 11_644_473_600_000n) * 10_000n).finish();
}
