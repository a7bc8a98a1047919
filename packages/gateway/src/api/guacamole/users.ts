import { type Static, Type } from "typebox";
import type { PreparedPassword } from "../../accounts/passwords.ts";
import { keepingAdministrator } from "../../database/administrators.ts";
import { changeAttributes } from "../../database/attributes.ts";
import { deleteEntity } from "../../database/entities.ts";
import { endSignInsOf } from "../../database/sign-ins.ts";
import { changeTotpStatus } from "../../database/totp-status.ts";
import { createUser, findUser, listUsers, type UserRow, updateUser } from "../../database/users.ts";
import {
  attributesFromUserColumns,
  profileOf,
  USER_ATTRIBUTES,
  userColumnsFromAttributes,
} from "../../parameters/account-attributes.ts";
import { requireObject, requireSystemPermission } from "../access.ts";
import { requireMayChangeAccount } from "../account-rights.ts";
import { permissionDenied, unsupported } from "../api-error.ts";
import { requirePerson } from "../api-key-scopes.ts";
import type { Services } from "../services.ts";
import { AttributeMap } from "../shapes.ts";
import { disabledAfter, userObject } from "./account-objects.ts";
import { changeRecorder } from "./change-record.ts";
import { checkAttributes, withoutNull } from "./connection-objects.ts";
import type { Context, Directory } from "./directory.ts";
import { MAX_NAME_LENGTH, requireName } from "./names.ts";
import { rowRequirement } from "./object-row.ts";

export const UserBody = Type.Object({
  username: Type.Optional(Type.String({ maxLength: MAX_NAME_LENGTH })),
  password: Type.Optional(Type.String({ maxLength: 1024 })),
  disabled: Type.Optional(Type.Boolean()),
  attributes: Type.Optional(AttributeMap),
});
type Body = Static<typeof UserBody>;

interface PreparedUser extends Body {
  /** Undefined: none was given, and that of a user that exists stays. */
  readonly prepared: PreparedPassword | undefined;
}

const requireRow = rowRequirement("user", ({ db, caller }, id) => findUser(db, caller.userId, id));

const record = changeRecorder("user", USER_ATTRIBUTES);

/** The user that a body makes of one that exists, as far as it names something and the caller may change it. */
function changed(row: UserRow, { prepared, ...body }: PreparedUser) {
  const given = body.attributes ?? {};
  const attributes = row.administrable ? given : profileOf(given);
  const columns = userColumnsFromAttributes({
    ...withoutNull(attributesFromUserColumns(row)),
    ...(prepared && { expired: "" }),
    ...attributes,
  });
  return { attributes, columns: { ...columns, disabled: disabledAfter(row.disabled, body) } };
}

/** The directory of users. */
export function userDirectory({ passwords }: Pick<Services, "passwords">): Directory<typeof UserBody, PreparedUser> {
  async function setPassword({ db, caller }: Context, { user_id, username }: UserRow, password: PreparedPassword) {
    const now = new Date();
    const circumstances = { actor: caller, byAdministrator: caller.administrator, now };
    await passwords.change(db, { userId: user_id, username }, password, circumstances);
    await endSignInsOf(db, user_id, now);
  }

  return {
    path: "users",
    noun: "user",
    body: UserBody,

    async authorize({ db, caller }, username) {
      await (username === undefined
        ? requireSystemPermission(db, caller, "CREATE_USER")
        : requireObject(db, caller, "user", username, "UPDATE"));
    },

    async prepare({ password, ...body }) {
      checkAttributes(USER_ATTRIBUTES, body.attributes ?? {});
      return { ...body, prepared: password ? await passwords.prepare(password) : undefined };
    },

    async list({ db, caller }, permissions) {
      const rows = await listUsers(db, caller.userId, permissions);
      return Object.fromEntries(rows.map((row) => [row.username, userObject(row)]));
    },

    async read(context, username) {
      return userObject(await requireRow(context, username, "READ"));
    },

    async create(context, { prepared, ...body }) {
      const { db, caller } = context;
      const username = requireName("user", body.username);
      await requireSystemPermission(db, caller, "CREATE_USER");
      const userId = await createUser(db, caller.userId, username);
      if (prepared !== undefined) {
        await passwords.create(db, { userId, username }, prepared, new Date());
      }
      const { attributes = {} } = body;
      const columns = userColumnsFromAttributes(attributes);
      await updateUser(db, userId, { ...columns, disabled: disabledAfter(false, body) });
      await changeAttributes(db, "user", userId, attributes);
      await record(context, "user.create", username, username, body);
      return { identifier: username };
    },

    async replace(context, username, body) {
      const { db, caller } = context;
      const row = await requireRow(context, username, "UPDATE");
      const { user_id: userId, administrable } = row;
      if (userId === caller.userId) {
        requirePerson(caller);
        if (!administrable || body.prepared !== undefined) {
          throw permissionDenied(
            "The own account is not changed here; a new password goes to users/{name}/password, with the old one.",
          );
        }
      }
      await requireMayChangeAccount(db, caller, userId);
      if (body.prepared !== undefined) {
        await setPassword(context, row, body.prepared);
      }
      const { attributes, columns } = changed(row, body);
      await keepingAdministrator(db, () => updateUser(db, userId, columns));
      await changeAttributes(db, "user", userId, attributes);
      await changeTotpStatus(db, userId, attributes);
      await record(context, "user.change", username, username, { disabled: columns.disabled, attributes });
    },

    async remove(context, username) {
      const { db, caller } = context;
      const { user_id: userId } = await requireRow(context, username, "DELETE");
      if (userId === caller.userId) {
        throw unsupported("Nobody can delete the own account.");
      }
      await requireMayChangeAccount(db, caller, userId);
      await endSignInsOf(db, userId, new Date());
      await keepingAdministrator(db, () => deleteEntity(db, "user", userId));
      await record(context, "user.delete", username, username);
    },

    echo: ({ password, ...body }, { identifier }) => ({ disabled: false, ...body, username: identifier }),
  };
}
