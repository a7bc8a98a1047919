import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

/** What belongs to the person signed in. Dates are milliseconds since 1970. */
const me = "api/passerelle/me";

export interface Passkey {
  readonly identifier: string;
  readonly name: string;
  readonly created: number;
  readonly lastUsed: number | null;
}

export interface SecondFactors {
  readonly totp: boolean;
  /** Everybody must have an authenticator app here. */
  readonly totpRequired: boolean;
  /** How many recovery codes are left. */
  readonly recoveryCodes: number;
  readonly passkeys: readonly Passkey[];
}

export interface SignIn {
  readonly identifier: string;
  readonly created: number;
  readonly lastSeen: number;
  readonly remoteHost: string;
  readonly userAgent: string | null;
  /** The one that asks. */
  readonly current: boolean;
}

/** What the gateway keeps of how somebody wants the page. */
export interface Preferences {
  readonly language?: string;
  readonly colorScheme?: string;
}

export const secondFactorsQuery = queryOptions({
  queryKey: ["me", "second-factors"],
  queryFn: async () => (await request("GET", `${me}/secondFactors`)) as SecondFactors,
});

export const signInsQuery = queryOptions({
  queryKey: ["me", "sign-ins"],
  queryFn: async () => ((await request("GET", `${me}/signIns`)) as { items: readonly SignIn[] }).items,
});

export const preferencesQuery = queryOptions({
  queryKey: ["me", "preferences"],
  queryFn: async () => (await request("GET", `${me}/preferences`)) as Preferences,
  staleTime: Number.POSITIVE_INFINITY,
});

export async function savePreferences(preferences: Preferences): Promise<void> {
  await request("PUT", `${me}/preferences`, preferences);
}

/** Begins the enrolment of an authenticator app. */
export async function beginTotp(password: string): Promise<{ readonly secret: string; readonly qrCode: string }> {
  return (await request("POST", `${me}/totp`, { password })) as { secret: string; qrCode: string };
}

/** Proves that the app makes the right codes; answers the recovery codes, which are told only now. */
export async function confirmTotp(code: string): Promise<readonly string[]> {
  return ((await request("POST", `${me}/totp/confirmation`, { code })) as { recoveryCodes: string[] }).recoveryCodes;
}

export async function removeTotp(password: string): Promise<void> {
  await request("DELETE", `${me}/totp`, { password });
}

/** Makes new recovery codes; the old ones are void. */
export async function renewRecoveryCodes(password: string): Promise<readonly string[]> {
  return ((await request("POST", `${me}/recoveryCodes`, { password })) as { recoveryCodes: string[] }).recoveryCodes;
}

/** The creation options of WebAuthn, in their JSON form. */
export async function beginPasskey(password: string): Promise<object> {
  return (await request("POST", `${me}/passkeys/options`, { password })) as object;
}

export async function addPasskey(name: string, response: object): Promise<void> {
  await request("POST", `${me}/passkeys`, { name, response });
}

export async function renamePasskey(identifier: string, name: string): Promise<void> {
  await request("PATCH", `${me}/passkeys/${encodeURIComponent(identifier)}`, { name });
}

export async function removePasskey(identifier: string, password: string): Promise<void> {
  await request("DELETE", `${me}/passkeys/${encodeURIComponent(identifier)}`, { password });
}

export async function endSignIn(identifier: string): Promise<void> {
  await request("DELETE", `${me}/signIns/${encodeURIComponent(identifier)}`);
}

/** Ends every sign-in but the one that asks. */
export async function endOtherSignIns(): Promise<void> {
  await request("DELETE", `${me}/signIns`);
}
