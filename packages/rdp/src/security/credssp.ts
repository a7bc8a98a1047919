import type { Environment } from "../environment.ts";
import type { ClientFailure } from "../output.ts";
import type { Credentials } from "../settings.ts";

/** Client side of CredSSP; every failure is thrown as ClientError, garbage as DecodeError. */
export declare class CredSspClient {
  /** @param options.certificate the TLS server's certificate, DER */
  constructor(options: {
    credentials: Credentials;
    hostname: string;
    certificate: Uint8Array;
    environment: Environment;
  });
  start(): Uint8Array;
  receive(tsRequest: Uint8Array): { send?: Uint8Array; done: boolean };
}
/** Whole length in bytes of the TSRequest that starts here; undefined: more bytes are needed to tell. */
export declare function tsRequestLength(bytes: Uint8Array): number | undefined;
/** Early User Authorization Result PDU (4 bytes): undefined when access is granted. */
export declare function decodeEarlyUserAuthorizationResult(bytes: Uint8Array): ClientFailure | undefined;
