import type { Environment } from "../environment.ts";

export declare class LicensingClient {
  constructor(options: { environment: Environment; clientName: string; username: string });
  /** Takes a licensing message with its preamble (no security header); ClientError `licence-refused`. */
  receive(pdu: Uint8Array): { send?: Uint8Array; done: boolean };
}
