import { type ConnectionGroupRow, listConnectionGroups } from "../../database/connection-groups.ts";
import { type ConnectionRow, listConnections } from "../../database/connections.ts";
import type { Queries } from "../../database/database.ts";
import { listSharingProfiles } from "../../database/sharing-profiles.ts";
import type { Caller } from "../../database/sign-ins.ts";
import type { ObjectPermission } from "../../database/tables.ts";
import { ROOT } from "../access.ts";
import type { LiveSessions } from "../services.ts";
import { countActiveOfGroups, groupObject, ROOT_OBJECT } from "./connection-groups.ts";
import { connectionObject, countActive } from "./connection-objects.ts";
import { profileObject } from "./sharing-profiles.ts";

function byParent<Row extends { readonly parent_id: number | null }>(rows: readonly Row[]): Map<number | null, Row[]> {
  return Map.groupBy(rows, (row) => row.parent_id);
}

/** The key of a list of children, left out when there are none. */
function children(key: string, list: readonly object[] = []): object {
  return list.length === 0 ? {} : { [key]: list };
}

/**
 * A group with everything in it that the caller may READ; connections and sharing profiles only if one of `permissions` is
 * held, too. Undefined when there is no such group for the caller.
 */
export async function connectionTree(
  queries: Queries,
  sessions: LiveSessions,
  caller: Caller,
  identifier: string,
  permissions: readonly ObjectPermission[],
): Promise<object | undefined> {
  const groups = await listConnectionGroups(queries, caller.userId);
  const connections = byParent<ConnectionRow>(await listConnections(queries, caller.userId, permissions));
  const profiles = Map.groupBy(
    await listSharingProfiles(queries, caller.userId, permissions),
    (profile) => profile.primary_connection_id,
  );
  const groupsByParent = byParent(groups);
  const active = await countActive(sessions);
  const activeOfGroups = await countActiveOfGroups(sessions);

  function leaf(row: ConnectionRow): object {
    const own = profiles.get(row.connection_id)?.map(profileObject);
    return { ...connectionObject(row, active), ...children("sharingProfiles", own) };
  }

  function contents(id: number | null): object {
    const inner = (groupsByParent.get(id) ?? []).map((group) => node(group));
    const own = (connections.get(id) ?? []).map(leaf);
    return { ...children("childConnectionGroups", inner), ...children("childConnections", own) };
  }

  function node(group: ConnectionGroupRow): object {
    return { ...groupObject(group, activeOfGroups), ...contents(group.connection_group_id) };
  }

  if (identifier === ROOT) {
    return { ...ROOT_OBJECT, ...contents(null) };
  }
  const group = groups.find((row) => String(row.connection_group_id) === identifier);
  return group === undefined ? undefined : node(group);
}
