import type { Attributes, User } from "../api/users.ts";
import { isTimeZone } from "../connection-form/validation.ts";
import { restrictionAttributes } from "../restrictions/restriction-attributes.ts";

/** The attributes that the form of an account edits, by their names in the form. */
export const accountAttributes = {
  fullName: "guac-full-name",
  email: "guac-email-address",
  organization: "guac-organization",
  role: "guac-organizational-role",
  mustChange: "expired",
  noTotp: "guac-totp-disabled",
  validFrom: "valid-from",
  validUntil: "valid-until",
  windowStart: "access-window-start",
  windowEnd: "access-window-end",
  timeZone: "timezone",
} as const;

const ruleAttributes = [
  accountAttributes.validFrom,
  accountAttributes.validUntil,
  accountAttributes.windowStart,
  accountAttributes.windowEnd,
  accountAttributes.timeZone,
  accountAttributes.organization,
  ...Object.values(restrictionAttributes),
];

/** What the form holds: `disabled`, and each attribute as text, "" for unset. */
export interface AccountValues {
  readonly disabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

const times: readonly string[] = [accountAttributes.windowStart, accountAttributes.windowEnd];

const edited = [...Object.values(accountAttributes), ...Object.values(restrictionAttributes)];

/** What the form begins with. */
export function valuesOf({ disabled, attributes }: Pick<User, "disabled" | "attributes">): AccountValues {
  // Times are stored with seconds, which nobody wants to see.
  const textOf = (name: string) => (times.includes(name) ? attributes[name]?.slice(0, 5) : attributes[name]) ?? "";
  return { disabled, attributes: Object.fromEntries(edited.map((name) => [name, textOf(name)])) };
}

/** What is stored: the attributes that the form does not know stay as they were. */
export function draftOf<Stored extends { readonly attributes: Attributes }>(
  stored: Stored,
  { disabled, attributes }: AccountValues,
): Stored & { readonly disabled: boolean; readonly attributes: Attributes } {
  const stores = (name: string, text: string) => (text !== "" && times.includes(name) ? `${text}:00` : text || null);
  const changed = Object.entries(attributes).map(([name, value]) => [name, stores(name, value.trim())]);
  return { ...stored, disabled, attributes: { ...stored.attributes, ...Object.fromEntries(changed) } };
}

/** The rules of an account that another account takes over; nothing of the person. */
export function copiedAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(ruleAttributes.flatMap((name) => (attributes[name] ? [[name, attributes[name]]] : [])));
}

/** What is wrong with the form, by attribute: the keys of texts. */
export function accountProblems({
  attributes,
}: AccountValues): Readonly<Record<string, "account.badEmail" | "account.badTimeZone" | "account.reversed">> {
  const email = attributes[accountAttributes.email]?.trim() ?? "";
  const from = attributes[accountAttributes.validFrom] ?? "";
  const until = attributes[accountAttributes.validUntil] ?? "";
  const zones = [accountAttributes.timeZone, restrictionAttributes.timeZone].filter((name) => {
    const zone = attributes[name]?.trim() ?? "";
    return zone !== "" && !isTimeZone(zone);
  });
  return {
    ...(email !== "" && !/^\S+@\S+$/.test(email) && { [accountAttributes.email]: "account.badEmail" as const }),
    ...(from !== "" && until !== "" && until < from && { [accountAttributes.validUntil]: "account.reversed" as const }),
    ...Object.fromEntries(zones.map((name) => [name, "account.badTimeZone" as const])),
  };
}
