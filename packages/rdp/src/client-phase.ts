import type { McsConnection } from "./connection/mcs-connection.ts";
import type { Agreement } from "./connection/negotiation.ts";
import { type CredSspClient, EARLY_AUTHORIZATION_LENGTH, tsRequestLength } from "./security/credssp.ts";
import type { Session } from "./session/session.ts";
import { measurePdu, measureTpkt } from "./transport/framing.ts";
import type { Measure } from "./transport/splitter.ts";

/** Where a connection stands, with what belongs to it there. */
export type ClientPhase =
  | { readonly name: "idle" | "ended" }
  /** `secured`: inside TLS, by the direct approach. */
  | { readonly name: "negotiating"; readonly secured: boolean }
  | { readonly name: "startingTls"; readonly agreement: Agreement }
  | { readonly name: "askingCredentials" }
  | { readonly name: "authenticating"; readonly agreement: Agreement; readonly credSsp: CredSspClient }
  | { readonly name: "authorizing"; readonly agreement: Agreement }
  | { readonly name: "joining"; readonly mcs: McsConnection }
  | { readonly name: "session"; readonly session: Session };

/** How the next PDU is measured; undefined while nothing is taken from the server. */
export function measureOf(phase: ClientPhase): Measure | undefined {
  switch (phase.name) {
    case "negotiating":
    case "joining":
      return measureTpkt;
    case "session":
      return measurePdu;
    case "authenticating":
      return tsRequestLength;
    case "authorizing":
      return () => EARLY_AUTHORIZATION_LENGTH;
    default:
      return undefined;
  }
}
