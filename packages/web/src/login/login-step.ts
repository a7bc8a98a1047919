import { ApiError, type ExpectedField } from "../api/api-error.ts";

/** What a phone needs to make codes for an account. */
export interface TotpEnrolment {
  /** Base32, for those who type it. */
  readonly secret: string;
  /** Data URI of the QR code. */
  readonly qrCode: string;
}

/** What a person is asked for on the way in. */
export type LoginStep =
  | { readonly kind: "credentials" }
  | { readonly kind: "new-password" }
  /** `passkey`: the request options of WebAuthn as JSON text, if a passkey will do as well. */
  | { readonly kind: "code"; readonly passkey: string | undefined }
  | { readonly kind: "enrol"; readonly enrolment: TotpEnrolment }
  /** Signed in already; to keep before going on. */
  | { readonly kind: "recovery"; readonly codes: readonly string[] };

function textOf(field: ExpectedField | undefined, name: string): string | undefined {
  const value = field?.[name];
  return typeof value === "string" ? value : undefined;
}

/** What the gateway asks for next; undefined if the error is a refusal. */
export function stepAfter(error: unknown): LoginStep | undefined {
  if (!(error instanceof ApiError) || error.type !== "INSUFFICIENT_CREDENTIALS") return undefined;
  const field = (name: string) => error.expected.find((candidate) => candidate.name === name);
  if (field("new-password") && field("confirm-new-password")) return { kind: "new-password" };
  const totp = field("guac-totp");
  const secret = textOf(totp, "secret");
  const qrCode = textOf(totp, "qrCode");
  if (secret !== undefined && qrCode?.startsWith("data:image/"))
    return { kind: "enrol", enrolment: { secret, qrCode } };
  const passkey = textOf(field("passkey"), "options");
  return totp === undefined && passkey === undefined ? undefined : { kind: "code", passkey };
}
