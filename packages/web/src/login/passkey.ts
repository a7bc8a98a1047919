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
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const assertion = await unlessRefused(startAuthentication({ optionsJSON: JSON.parse(options) }));
  return assertion && JSON.stringify(assertion);
}

/** Has the person's device make a passkey, as the gateway's creation options say; undefined if they or it would not. */
export async function makePasskey(options: object): Promise<object | undefined> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return unlessRefused(
    startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]["optionsJSON"] }),
  );
}

async function unlessRefused<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  const { WebAuthnError } = await import("@simplewebauthn/browser");
  try {
    return await asking;
  } catch (error) {
    const refused = error instanceof WebAuthnError || (error instanceof Error && error.name === "NotAllowedError");
    if (refused) return undefined;
    throw error;
  }
}
