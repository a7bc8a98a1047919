import {
  encodeBasicSecurity,
  encodeConnectionConfirm,
  encodeLicenseError,
  type Redirection,
  SecurityFlag,
} from "@passerelle/rdp";
import { encodeOnIoChannel } from "./protocol/server-connection.ts";
import type { Stage } from "./protocol/stage.ts";

/** What a session of the playground does in place of sending a message. */
export type FaultAction =
  /** Closes the TCP connection. */
  | { readonly kind: "cut" }
  /** Says nothing any more. */
  | { readonly kind: "silence" }
  /** Waits before this message and each one after it. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** Sends these bytes instead. */
  | { readonly kind: "replace"; readonly bytes: Uint8Array }
  /** Sends the first half of the message, and nothing after. */
  | { readonly kind: "unfinished" }
  /** Sends the message with another length in its TPKT or fast-path header. */
  | { readonly kind: "lying-length"; readonly length: number }
  /** Sends `bytes` over and over, as fast as they go, and reads nothing any more. */
  | { readonly kind: "flood"; readonly bytes: Uint8Array }
  /** Sends a message of so many bytes on this static channel, in chunks. */
  | { readonly kind: "huge-message"; readonly channel: string; readonly length: number }
  /** Tells an error ([MS-RDPBCGR] 2.2.5.1.1) and takes leave. */
  | { readonly kind: "error-info"; readonly code: number }
  /** Sends the client to another server. */
  | { readonly kind: "redirect"; readonly redirection: Redirection }
  /** Deactivates the share and activates it again ([MS-RDPBCGR] 1.3.1.3). */
  | { readonly kind: "reactivate" };

/** An action, and the stage whose first message it befalls. */
export interface Fault {
  readonly at: Stage;
  readonly action: FaultAction;
}

/** Refuses what the client offers. @param code of `NegotiationFailure` */
export function refuseNegotiation(code: number): Fault {
  const bytes = encodeConnectionConfirm({ kind: "failure", code });
  return { at: "negotiation", action: { kind: "replace", bytes } };
}

/** Refuses a licence. @param errorCode dwErrorCode of [MS-RDPBCGR] 2.2.1.12.1.3 */
export function refuseLicence(errorCode: number): Fault {
  const totalAbort = 1;
  const message = encodeLicenseError({ errorCode, stateTransition: totalAbort });
  const bytes = encodeOnIoChannel(encodeBasicSecurity(SecurityFlag.License, message));
  return { at: "licensing", action: { kind: "replace", bytes } };
}
