import type { RawBuilder } from "kysely";
import { keepingAdministrator } from "../../database/administrators.ts";
import { recordAudit } from "../../database/audit.ts";
import type { Queries } from "../../database/database.ts";
import { grant, grantSystem, revoke, revokeSystem } from "../../database/permission-changes.ts";
import { effectiveEntities, objectPermissions, singleEntity, systemPermissions } from "../../database/permissions.ts";
import { findObject, requireObject } from "../access.ts";
import { permissionDenied, unsupported } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import type { Context } from "./directory.ts";
import { HOLDER_PLACES, type Holder, HolderParameter, requireHolder, USER_PLACES } from "./holders.ts";
import { type PermissionChange, PermissionPatches, permissionChanges } from "./permission-patch.ts";

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

async function changeSystemPermission(
  { db, caller }: Context,
  holder: Holder,
  { op, permission }: PermissionChange & { kind: "system" },
) {
  if (!caller.administrator) {
    throw permissionDenied("Only administrators give and take system permissions.");
  }
  if (op === "add") {
    await grantSystem(db, holder.entityId, permission);
  } else if (holder.kind === "user" && holder.id === caller.userId) {
    throw unsupported("Nobody can remove the own system permissions.");
  } else {
    await revokeSystem(db, holder.entityId, permission);
  }
}

/** Nobody gives or takes what concerns an object that they may not ADMINISTER. */
async function changeObjectPermission(
  { db, caller }: Context,
  { entityId }: Holder,
  change: Exclude<PermissionChange, { kind: "system" }>,
) {
  const { op, kind, identifier, permission } = change;
  if (op === "add") {
    const id = await requireObject(db, caller, kind, identifier, "ADMINISTER");
    await grant(db, entityId, { kind, id, permission });
    return;
  }
  const id = await findObject(db, caller, kind, identifier, "ADMINISTER");
  if (id !== undefined) {
    await revoke(db, entityId, { kind, id, permission });
  }
}

export async function changePermissions(context: Context, holder: Holder, changes: readonly PermissionChange[]) {
  for (const change of changes) {
    if (change.kind === "system") {
      await changeSystemPermission(context, holder, change);
    } else {
      await changeObjectPermission(context, holder, change);
    }
  }
  const { kind, name } = holder;
  await recordAudit(context.db, {
    actor: context.caller,
    action: kind === "user" ? "user.permissions" : "group.permissions",
    object: { kind, identifier: name, name },
    details: { changes },
  });
}

/** What users and groups may do: what they hold themselves, and what users hold with all their groups. */
export function permissionRoutes(routes: Routes, { queries, sessions }: Services): void {
  for (const { place, kind, tag } of HOLDER_PLACES) {
    const tags = [tag];
    const url = `${place}/permissions`;
    const params = HolderParameter;

    routes.get(
      url,
      { schema: { tags, summary: "Permissions that are given directly", params } },
      async ({ caller, params: named }) => {
        const { entityId } = await requireHolder({ db: queries, caller }, kind, named, "READ");
        return permissionSet(queries, singleEntity(entityId));
      },
    );

    routes.patch(
      url,
      { schema: { tags, summary: "Gives and takes permissions, all or none", params, body: PermissionPatches } },
      async (request, reply) => {
        const { caller, body } = request;
        const changes = permissionChanges(body);
        await queries.transaction().execute(async (db) => {
          const context = { db, caller };
          const holder = await requireHolder(context, kind, request.params, "UPDATE");
          await keepingAdministrator(db, () => changePermissions(context, holder, changes));
        });
        sessions.recheck();
        request.log.info({ [kind]: request.params.identifier, username: caller.username }, "permissions changed");
        return reply.code(204).send();
      },
    );
  }

  for (const { place, tag } of USER_PLACES) {
    routes.get(
      `${place}/effectivePermissions`,
      { schema: { tags: [tag], summary: "Permissions with those of all groups", params: HolderParameter } },
      async ({ caller, params }) => {
        const { id } = await requireHolder({ db: queries, caller }, "user", params, "READ");
        return permissionSet(queries, effectiveEntities(id));
      },
    );
  }
}
