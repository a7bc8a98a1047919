import { request } from "../api/request.ts";

const ipAddress = /^[\d.]+$|^\[/;

/** Whether this browser, at this address, can use passkeys: they need HTTPS, or the machine itself, and a name, not an IP address. */
export function supportsPasskeys(): boolean {
  return window.isSecureContext && "PublicKeyCredential" in window && !ipAddress.test(window.location.hostname);
}

/** The request options of a login by a passkey alone, as JSON text. */
export async function requestPasskeyLogin(): Promise<string> {
  return JSON.stringify(await request("POST", "api/passerelle/passkeyLogin"));
}

/** Lets the person choose a passkey; answers its assertion as JSON text, undefined if they would not. */
export async function answerWithPasskey(options: string): Promise<string | undefined> {
  const { startAuthentication, WebAuthnError } = await import("@simplewebauthn/browser");
  try {
    return JSON.stringify(await startAuthentication({ optionsJSON: JSON.parse(options) }));
  } catch (error) {
    const cancelled = error instanceof WebAuthnError || (error instanceof Error && error.name === "NotAllowedError");
    if (cancelled) return undefined;
    throw error;
  }
}
