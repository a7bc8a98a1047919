import { withAbsent } from "../../database/attributes.ts";
import type { UserGroupRow } from "../../database/user-groups.ts";
import type { UserRow } from "../../database/users.ts";
import { attributesFromUserColumns, profileOf } from "../../parameters/account-attributes.ts";

/** Until 1.5 `disabled` was an attribute, and clients of that time still read and write it there. */
function legacyDisabled(disabled: boolean): { disabled: "true" | null } {
  return { disabled: disabled ? "true" : null };
}

/** A user as the API answers one to somebody: what restricts an account is told to those who may ADMINISTER it. */
export function userObject(row: UserRow): object {
  const attributes = {
    ...attributesFromUserColumns(row),
    ...withAbsent("user", row.stored_attributes),
    ...row.totp_status,
  };
  return {
    username: row.username,
    disabled: row.disabled,
    attributes: { ...(row.administrable ? attributes : profileOf(attributes)), ...legacyDisabled(row.disabled) },
    ...(row.last_active !== null && { lastActive: row.last_active.getTime() }),
  };
}

/** A user group as the API answers it. */
export function userGroupObject({ name, disabled, stored_attributes }: UserGroupRow): object {
  return {
    identifier: name,
    disabled,
    attributes: { ...withAbsent("userGroup", stored_attributes), ...legacyDisabled(disabled) },
  };
}

interface DisabledBody {
  readonly disabled?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Whether an account or group is to be disabled, which a client says in one of two places or in both. The place that differs
 * from what is stored is the one that was changed.
 */
export function disabledAfter(stored: boolean, { disabled, attributes }: DisabledBody): boolean {
  const legacy = attributes?.disabled === undefined ? undefined : attributes.disabled === "true";
  return [disabled, legacy].includes(!stored) ? !stored : stored;
}
