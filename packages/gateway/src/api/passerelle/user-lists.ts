import { Type } from "typebox";
import { listUserGroups } from "../../database/lists/user-groups.ts";
import { listUsers } from "../../database/lists/users.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Moment, nullable, Permissions } from "./schemas.ts";

const Text = nullable(Type.String());

const User = Type.Object({
  username: Type.String(),
  disabled: Type.Boolean(),
  fullName: Text,
  email: Text,
  organization: Text,
  role: Text,
  expired: nullable(Type.Boolean({ description: "Must choose a new password; null for who may not ADMINISTER it." })),
  validFrom: Text,
  validUntil: Text,
  lastActive: nullable(Moment),
  online: Type.Boolean(),
  groups: Type.Integer(),
  secondFactors: Type.Array(Type.Union([Type.Literal("totp"), Type.Literal("passkey")])),
  permissions: Permissions,
});

const UserQuery = Type.Interface([pageQuery(["username", "fullName", "lastActive", "organization"])], {
  group: Type.Optional(Type.String({ maxLength: 128 })),
  disabled: Type.Optional(Type.Boolean()),
});

const UserGroup = Type.Object({
  identifier: Type.String(),
  disabled: Type.Boolean(),
  memberUsers: Type.Integer(),
  memberGroups: Type.Integer(),
  permissions: Permissions,
});

/** The users and the groups of users that the caller may READ. */
export function userListRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["users"];

  routes.get(
    "/users",
    { schema: { tags, summary: "Users", querystring: UserQuery, response: { 200: pageOf(User) } } },
    async ({ caller, query }) => {
      const { total, rows } = await listUsers(queries, caller, query, query);
      const items = rows.map((row) => ({
        ...row,
        lastActive: row.lastActive?.getTime() ?? null,
      }));
      return { total, items };
    },
  );

  routes.get(
    "/userGroups",
    {
      schema: {
        tags,
        summary: "Groups of users",
        querystring: pageQuery(["identifier"]),
        response: { 200: pageOf(UserGroup) },
      },
    },
    async ({ caller, query }) => {
      const { total, rows } = await listUserGroups(queries, caller, query);
      return { total, items: rows };
    },
  );
}
