import { type Static, Type } from "typebox";
import { keepingAdministrator } from "../../database/administrators.ts";
import { changeAttributes } from "../../database/attributes.ts";
import { deleteEntity } from "../../database/entities.ts";
import { permissionsOn } from "../../database/permissions.ts";
import { createUserGroup, findUserGroup, listUserGroups, setUserGroupDisabled } from "../../database/user-groups.ts";
import { USER_GROUP_ATTRIBUTES } from "../../parameters/account-attributes.ts";
import { requireSystemPermission } from "../access.ts";
import { requireMayChangeGroup } from "../account-rights.ts";
import { AttributeMap } from "../shapes.ts";
import { disabledAfter, userGroupObject } from "./account-objects.ts";
import { changeRecorder } from "./change-record.ts";
import { checkAttributes } from "./connection-objects.ts";
import type { Directory } from "./directory.ts";
import { MAX_NAME_LENGTH, requireName } from "./names.ts";
import { rowRequirement } from "./object-row.ts";

const UserGroupBody = Type.Object({
  identifier: Type.Optional(Type.String({ maxLength: MAX_NAME_LENGTH })),
  disabled: Type.Optional(Type.Boolean()),
  attributes: Type.Optional(AttributeMap),
});
type Body = Static<typeof UserGroupBody>;

const requireRow = rowRequirement("userGroup", ({ db }, id) => findUserGroup(db, id));

const record = changeRecorder("userGroup", USER_GROUP_ATTRIBUTES);

/** The directory of user groups. */
export const userGroupDirectory: Directory<typeof UserGroupBody, Body> = {
  path: "userGroups",
  noun: "user group",
  body: UserGroupBody,

  async prepare(body) {
    checkAttributes(USER_GROUP_ATTRIBUTES, body.attributes ?? {});
    return body;
  },

  async list({ db, caller }, permissions) {
    const rows = await listUserGroups(db, caller.userId, permissions);
    return Object.fromEntries(rows.map((row) => [row.name, userGroupObject(row)]));
  },

  async read(context, name) {
    return userGroupObject(await requireRow(context, name, "READ"));
  },

  async create(context, body) {
    const { db, caller } = context;
    const name = requireName("user group", body.identifier);
    await requireSystemPermission(db, caller, "CREATE_USER_GROUP");
    const id = await createUserGroup(db, caller.userId, name, disabledAfter(false, body));
    await changeAttributes(db, "userGroup", id, body.attributes ?? {});
    await record(context, "group.create", name, name, body);
    return { identifier: name };
  },

  async replace(context, name, body) {
    const { db, caller } = context;
    const { user_group_id: id, disabled } = await requireRow(context, name, "UPDATE");
    await requireMayChangeGroup(db, caller, id);
    await keepingAdministrator(db, () => setUserGroupDisabled(db, id, disabledAfter(disabled, body)));
    // They restrict its members, or spare them the second factor: as with users, only who may ADMINISTER it changes them.
    const { attributes = {}, ...rest } = body;
    const administers = (await permissionsOn(db, caller, "userGroup", id)).has("ADMINISTER");
    const changes = administers ? attributes : {};
    await changeAttributes(db, "userGroup", id, changes);
    await record(context, "group.change", name, name, { ...rest, attributes: changes });
  },

  async remove(context, name) {
    const { db, caller } = context;
    const { user_group_id: id } = await requireRow(context, name, "DELETE");
    await requireMayChangeGroup(db, caller, id);
    await keepingAdministrator(db, () => deleteEntity(db, "userGroup", id));
    await record(context, "group.delete", name, name);
  },

  echo: (body, { identifier }) => ({ disabled: false, ...body, identifier }),
};
