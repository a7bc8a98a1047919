import { HOTP, Secret, TOTP } from "otpauth";
import { toDataURL } from "qrcode";
import type { TotpSettings } from "./account-settings.ts";
import type { LoginField } from "./login-refused.ts";

/** Bytes of a new secret: as long as the hash, which is what RFC 4226 4 recommends. */
const SECRET_LENGTH = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** What a person needs to set up an authenticator app: Guacamole's properties of an enrolment. */
export interface TotpEnrolment {
  readonly username: string;
  /** Base32. */
  readonly secret: string;
  readonly digits: number;
  readonly issuer: string;
  readonly mode: string;
  /** Seconds. */
  readonly period: number;
  readonly keyUri: string;
  /** A PNG, as a data URI. */
  readonly qrCode: string;
}

/** The field in which Guacamole's login form takes a code. */
export const TOTP_FIELD: LoginField = { name: "guac-totp", type: "GUAC_TOTP_CODE" };

/** A random secret in Base32. */
export function newTotpSecret({ mode }: TotpSettings): string {
  return new Secret({ size: SECRET_LENGTH[mode] }).base32;
}

function generator(settings: TotpSettings, secret: string, username: string): TOTP {
  const { issuer, digits, period, mode } = settings;
  return new TOTP({ issuer, label: username, algorithm: mode.toUpperCase(), digits, period, secret });
}

/** What an authenticator app is set up with. */
export async function totpEnrolment(settings: TotpSettings, secret: string, username: string): Promise<TotpEnrolment> {
  const { issuer, digits, period, mode } = settings;
  const keyUri = generator(settings, secret, username).toString();
  const qrCode = await toDataURL(keyUri, { margin: 2, scale: 6 });
  return { username, secret, digits, issuer, mode: mode.toUpperCase(), period, keyUri, qrCode };
}

/**
 * The time step (RFC 6238 4.2) that a code is of: the current one, that before, or that after; undefined when it is of none.
 * Spaces are how apps show codes.
 */
export function totpStep(settings: TotpSettings, secret: string, code: string, now: Date): number | undefined {
  const token = code.replaceAll(/\s/g, "");
  if (!new RegExp(`^\\d{${settings.digits}}$`).test(token)) {
    return undefined;
  }
  const step = Math.floor(now.getTime() / 1000 / settings.period);
  let key: Secret;
  try {
    key = Secret.fromBase32(secret);
  } catch {
    return undefined;
  }
  const algorithm = settings.mode.toUpperCase();
  const delta = HOTP.validate({ token, secret: key, algorithm, digits: settings.digits, counter: step, window: 1 });
  return delta === null ? undefined : step + delta;
}
