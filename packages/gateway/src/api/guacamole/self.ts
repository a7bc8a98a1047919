import type { RawBuilder } from "kysely";
import { Type } from "typebox";
import type { Queries } from "../../database/database.ts";
import {
  effectiveEntities,
  objectPermissions,
  ownEntity,
  permissionsOn,
  systemPermissions,
} from "../../database/permissions.ts";
import { findProfile } from "../../database/users.ts";
import { notFound, permissionDenied } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";

const PasswordBody = Type.Object({
  oldPassword: Type.String({ maxLength: 1024 }),
  newPassword: Type.String({ maxLength: 1024 }),
});

/** A PermissionSet of what `entities` hold. */
async function permissionSet(queries: Queries, entities: RawBuilder<number>): Promise<object> {
  return {
    connectionPermissions: await objectPermissions(queries, entities, "connection"),
    connectionGroupPermissions: await objectPermissions(queries, entities, "connectionGroup"),
    sharingProfilePermissions: await objectPermissions(queries, entities, "sharingProfile"),
    activeConnectionPermissions: {},
    userPermissions: await objectPermissions(queries, entities, "user"),
    userGroupPermissions: await objectPermissions(queries, entities, "userGroup"),
    systemPermissions: await systemPermissions(queries, entities),
  };
}

/** The caller's own account. */
export function selfRoutes(routes: Routes, services: Services): void {
  const { queries, authenticator, sessions } = services;

  routes.get("/self", async (request) => {
    const profile = await findProfile(queries, request.caller.userId);
    return {
      username: profile.username,
      disabled: profile.disabled,
      attributes: {
        "guac-full-name": profile.full_name,
        "guac-email-address": profile.email_address,
        "guac-organization": profile.organization,
        "guac-organizational-role": profile.organizational_role,
      },
      ...(profile.last_active !== null && { lastActive: profile.last_active.getTime() }),
    };
  });

  routes.get("/self/permissions", async ({ caller }) => permissionSet(queries, ownEntity(caller.userId)));
  routes.get("/self/effectivePermissions", async ({ caller }) =>
    permissionSet(queries, effectiveEntities(caller.userId)),
  );

  routes.put(
    "/users/:username/password",
    { schema: { params: Type.Object({ username: Type.String() }), body: PasswordBody } },
    async (request, reply) => {
      const { caller, body } = request;
      if (request.params.username !== caller.username) {
        throw notFound(request.params.username);
      }
      if (!(await permissionsOn(queries, caller, "user", caller.userId)).has("UPDATE")) {
        throw permissionDenied();
      }
      const visitor = visitorOf(request);
      for (const signIn of await authenticator.changePassword(caller, body.oldPassword, body.newPassword, visitor)) {
        sessions.endSignIn(signIn);
      }
      request.log.info({ username: caller.username }, "password changed");
      return reply.code(204).send();
    },
  );
}
