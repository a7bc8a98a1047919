import type { Attributes } from "./connection-attributes.ts";
import type { Group } from "./form.ts";
import { RESTRICTIONS } from "./restriction-attributes.ts";

/** The columns of guacamole_user that the API calls attributes; dates and times as texts. */
export interface UserColumns {
  readonly expired: boolean;
  readonly access_window_start: string | null;
  readonly access_window_end: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly timezone: string | null;
  readonly full_name: string | null;
  readonly email_address: string | null;
  readonly organization: string | null;
  readonly organizational_role: string | null;
}

const PROFILE: Group = {
  name: "profile",
  parameters: [
    { name: "guac-full-name", type: "TEXT", length: 256 },
    { name: "guac-email-address", type: "EMAIL", length: 256 },
    { name: "guac-organization", type: "TEXT", length: 256 },
    { name: "guac-organizational-role", type: "TEXT", length: 256 },
  ],
};

/** Guacamole's TOTP extension: no second factor is asked for. */
const SECOND_FACTOR: Group = {
  name: "totp",
  parameters: [{ name: "guac-totp-disabled", type: "BOOLEAN" }],
};

/** How the user's app stands; taking one of them away has the app set up anew. */
const TOTP_STATUS: Group = {
  name: "totp-enrollment-status",
  parameters: [
    { name: "guac-totp-key-generated", type: "BOOLEAN" },
    { name: "guac-totp-key-confirmed", type: "BOOLEAN" },
  ],
};

export const USER_ATTRIBUTES: readonly Group[] = [
  PROFILE,
  {
    name: "restrictions",
    parameters: [
      { name: "expired", type: "BOOLEAN" },
      { name: "access-window-start", type: "TIME" },
      { name: "access-window-end", type: "TIME" },
      { name: "valid-from", type: "DATE" },
      { name: "valid-until", type: "DATE" },
      { name: "timezone", type: "TIMEZONE", length: 64 },
    ],
  },
  RESTRICTIONS,
  SECOND_FACTOR,
  TOTP_STATUS,
];

export const USER_GROUP_ATTRIBUTES: readonly Group[] = [RESTRICTIONS, SECOND_FACTOR];

const PROFILE_NAMES = new Set(PROFILE.parameters.map((parameter) => parameter.name));

/** Those of a user's attributes that need no ADMINISTER on the user to be seen and changed. */
export function profileOf<Value>(attributes: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => PROFILE_NAMES.has(name)));
}

/** The columns for a user's attributes; what is absent is reset. */
export function userColumnsFromAttributes(attributes: Attributes): UserColumns {
  return {
    expired: attributes.expired === "true",
    access_window_start: attributes["access-window-start"] || null,
    access_window_end: attributes["access-window-end"] || null,
    valid_from: attributes["valid-from"] || null,
    valid_until: attributes["valid-until"] || null,
    timezone: attributes.timezone || null,
    full_name: attributes["guac-full-name"] || null,
    email_address: attributes["guac-email-address"] || null,
    organization: attributes["guac-organization"] || null,
    organizational_role: attributes["guac-organizational-role"] || null,
  };
}

/** The attributes of a user that are in columns: null where one is empty. */
export function attributesFromUserColumns(columns: UserColumns): Attributes {
  return {
    "guac-full-name": columns.full_name,
    "guac-email-address": columns.email_address,
    "guac-organization": columns.organization,
    "guac-organizational-role": columns.organizational_role,
    expired: columns.expired ? "true" : null,
    "access-window-start": columns.access_window_start,
    "access-window-end": columns.access_window_end,
    "valid-from": columns.valid_from,
    "valid-until": columns.valid_until,
    timezone: columns.timezone,
  };
}
