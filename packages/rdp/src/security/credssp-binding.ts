import type { Environment } from "../environment.ts";
import type { NtlmRole } from "./ntlm-keys.ts";

/** The highest version of CredSSP that we speak, and the first that binds the public key by a hash with a nonce. */
export const credSspVersion = 6;
const firstHashVersion = 5;

/** Whether this version makes the nonce form of pubKeyAuth. */
export function bindsByHash(version: number): boolean {
  return version >= firstHashVersion;
}

/**
 * What pubKeyAuth holds before it is sealed ([MS-CSSP] 3.1.5, steps 3 and 4).
 * @param sender who proves that it saw the public key
 * @param nonce clientNonce, 32 bytes; undefined for the old form
 */
export function publicKeyBinding(
  sender: NtlmRole,
  publicKey: Uint8Array,
  nonce: Uint8Array | undefined,
  environment: Pick<Environment, "hash">,
): Uint8Array {
  if (nonce) {
    const direction = sender === "client" ? "Client-To-Server" : "Server-To-Client";
    const magic = new TextEncoder().encode(`CredSSP ${direction} Binding Hash\0`);
    return environment.hash("sha256", magic, nonce, publicKey);
  }
  const binding = publicKey.slice();
  if (sender === "server") binding[0] += 1;
  return binding;
}
