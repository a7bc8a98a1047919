import { randomBytes } from "node:crypto";

/** What a key may do, each as far as its owner may. */
export const API_KEY_SCOPES = ["read", "manage", "secrets", "connect"] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

const PREFIX = "psk_";
const KEY_BYTES = 32;

/** A new key: 256 bits that nobody guesses. */
export function newApiKey(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString("base64url")}`;
}

/** Whether a token has the form of a key; those of sign-ins are hexadecimal. */
export function isApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}
