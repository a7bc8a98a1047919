import { ClientError } from "../client-error.ts";
import type { ClientFailure } from "../output.ts";
import { negotiationFailure } from "../session/error-info.ts";
import type { SecurityMode } from "../settings.ts";
import {
  type ConnectionConfirm,
  NegotiationFailure,
  NegotiationResponseFlag,
  SecurityProtocol,
} from "../transport/x224.ts";

const { Rdp, Ssl, Hybrid, HybridEx } = SecurityProtocol;

/** One Connection Request's worth: what is asked for, and what of it may be selected. */
interface Attempt {
  /** undefined: no negotiation at all, for servers from before it. */
  readonly protocols: number | undefined;
  readonly accepted: readonly number[];
}

/** What each mode tries, strongest first. A forced mode never falls back. */
const ATTEMPTS: Readonly<Record<SecurityMode, readonly Attempt[]>> = {
  any: [
    { protocols: HybridEx | Hybrid | Ssl, accepted: [HybridEx, Hybrid, Ssl, Rdp] },
    { protocols: Ssl, accepted: [Ssl, Rdp] },
    { protocols: undefined, accepted: [Rdp] },
  ],
  nla: [{ protocols: Hybrid, accepted: [Hybrid] }],
  // a client that asks for HYBRID_EX should ask for HYBRID as well ([MS-RDPBCGR] 2.2.1.1.1)
  "nla-ext": [{ protocols: HybridEx | Hybrid, accepted: [HybridEx] }],
  tls: [{ protocols: Ssl, accepted: [Ssl] }],
  rdp: [{ protocols: Rdp, accepted: [Rdp] }],
  vmconnect: [{ protocols: Hybrid | Ssl, accepted: [Hybrid, Ssl] }],
};

/** The server has no TLS to offer, so that asking for it once more is of no use. */
const WITHOUT_TLS: readonly number[] = [
  NegotiationFailure.SSL_NOT_ALLOWED_BY_SERVER,
  NegotiationFailure.SSL_CERT_NOT_ON_SERVER,
];
/** The server wants more than it was asked for, and all weaker requests would be refused too. */
const WANTS_MORE: readonly number[] = [
  NegotiationFailure.SSL_REQUIRED_BY_SERVER,
  NegotiationFailure.HYBRID_REQUIRED_BY_SERVER,
  NegotiationFailure.SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER,
];

export interface Agreement {
  /** One of `SecurityProtocol`. */
  readonly protocol: number;
  /** The server takes extended client data blocks (EXTENDED_CLIENT_DATA_SUPPORTED). */
  readonly extendedClientData: boolean;
}

/** What is agreed without a word where the direct approach is taken. */
export const DIRECT_AGREEMENT: Agreement = { protocol: Hybrid, extendedClientData: false };

export const NOT_RDP: ClientFailure = {
  code: "not-rdp",
  detail: "connection closed during the negotiation",
  message:
    "The server does not answer as an RDP server does. Check that the address and port are those of an RDP server.",
};

/** Finds the security protocol of a connection, over as many TCP connections as that takes ([MS-RDPBCGR] 1.3.1.2). */
export class SecurityNegotiation {
  /** TLS and CredSSP come first, as Hyper-V wants it, and the negotiation goes on inside ([MS-RDPBCGR] 5.4.2.2). */
  readonly direct: boolean;
  #attempts: readonly Attempt[];

  constructor(mode: SecurityMode) {
    this.direct = mode === "vmconnect";
    this.#attempts = ATTEMPTS[mode];
  }

  /** requestedProtocols of the next Connection Request; undefined: without a negotiation request. */
  get protocols(): number | undefined {
    return this.#attempt.protocols;
  }

  /** The server's answer: what is agreed, or undefined for another try on a new connection. ClientError if none is left. */
  confirm(confirm: ConnectionConfirm): Agreement | undefined {
    if (confirm.kind === "failure") return this.#refused(confirm.code);
    const protocol = confirm.kind === "legacy" ? Rdp : confirm.protocol;
    if (!this.#attempt.accepted.includes(protocol)) {
      throw new ClientError({
        code: "security-refused",
        detail: `selected protocol ${protocol}`,
        message: "The server does not offer the security mode of this connection. Choose another one, or any.",
      });
    }
    const flags = confirm.kind === "legacy" ? 0 : confirm.flags;
    return { protocol, extendedClientData: (flags & NegotiationResponseFlag.ExtendedClientData) !== 0 };
  }

  /** The server hung up instead of an answer. True: try again on a new connection. */
  fallBack(): boolean {
    if (this.#attempts.length < 2) return false;
    this.#attempts = this.#attempts.slice(1);
    return true;
  }

  #refused(code: number): undefined {
    if (WITHOUT_TLS.includes(code)) this.#attempts = this.#attempts.slice(-2);
    if (WANTS_MORE.includes(code) || !this.fallBack()) throw new ClientError(negotiationFailure(code));
    return undefined;
  }

  get #attempt(): Attempt {
    return this.#attempts[0] as Attempt;
  }
}
