import type { FailureCode } from "@passerelle/tunnel";
import { sql } from "kysely";
import { chooseMember, type Member } from "../sessions/balancing.ts";
import {
  connectionLimits,
  groupLimits,
  type LiveUse,
  limitReached,
  type SessionLimits,
} from "../sessions/session-limits.ts";
import type { OpenRequest, Principal } from "../sessions/session-store.ts";
import type { Queries } from "./database.ts";
import { parseIdentifier } from "./identifier.ts";
import { mayAccess } from "./permissions.ts";

/** A connection that a session can be opened of. */
interface ChosenConnection {
  readonly connectionId: number;
  readonly name: string;
  readonly protocol: string;
}

export type Choice =
  | { readonly kind: "chosen"; readonly connection: ChosenConnection }
  | { readonly kind: "refused"; readonly code: FailureCode };

/** A connection or balancing group that somebody may open. */
export interface FoundTarget {
  readonly name: string;
  readonly groupId: number | null;
  /** Whether a live session is one of this target. */
  includes(use: LiveUse): boolean;
  /** The connection for one more session beside those that there are. */
  choose(uses: readonly LiveUse[]): Choice;
}

/** What somebody wants to open; undefined when it does not exist or may not be READ. */
export async function findTarget(
  queries: Queries,
  { principal, target, failed }: OpenRequest,
  defaults: SessionLimits,
): Promise<FoundTarget | undefined> {
  const id = parseIdentifier(target.identifier);
  if (id === undefined) {
    return undefined;
  }
  return target.kind === "connection"
    ? findConnection(queries, principal, id, defaults)
    : findBalancingGroup(queries, principal, id, failed.map(Number), defaults);
}

const CONNECTION_COLUMNS = [
  ...(["connection_id as connectionId", "connection_name as name", "protocol"] as const),
  ...(["max_connections", "max_connections_per_user"] as const),
] as const;

async function findConnection(
  queries: Queries,
  { userId }: Principal,
  id: number,
  defaults: SessionLimits,
): Promise<FoundTarget | undefined> {
  const connection = await queries
    .selectFrom("guacamole_connection")
    .select(CONNECTION_COLUMNS)
    .where("connection_id", "=", id)
    .where(mayAccess(userId, "connection", sql.ref("connection_id"), "READ"))
    .executeTakeFirst();
  if (connection === undefined) {
    return undefined;
  }
  const limits = connectionLimits(connection, defaults);
  const includes = (use: LiveUse) => use.connectionId === id;
  const choose = (uses: readonly LiveUse[]): Choice => {
    const reached = limitReached(uses.filter(includes), userId, limits);
    if (reached === undefined) {
      return { kind: "chosen", connection };
    }
    return { kind: "refused", code: reached === "user" ? "connection-full-for-user" : "connection-full" };
  };
  return { name: connection.name, groupId: null, includes, choose };
}

async function findBalancingGroup(
  queries: Queries,
  principal: Principal,
  groupId: number,
  failed: readonly number[],
  defaults: SessionLimits,
): Promise<FoundTarget | undefined> {
  const { userId } = principal;
  const group = await queries
    .selectFrom("guacamole_connection_group")
    .select(["connection_group_name as name", "max_connections", "max_connections_per_user", "enable_session_affinity"])
    .where("connection_group_id", "=", groupId)
    .where("type", "=", "BALANCING")
    .where(mayAccess(userId, "connectionGroup", sql.ref("connection_group_id"), "READ"))
    .executeTakeFirst();
  if (group === undefined) {
    return undefined;
  }
  const members = await readMembers(queries, groupId, defaults);
  const affine = group.enable_session_affinity ? await affineMember(queries, principal, groupId) : undefined;
  const limits = groupLimits(group, defaults);
  const includes = (use: LiveUse) => use.groupId === groupId;
  const choose = (uses: readonly LiveUse[]): Choice => {
    const reached = limitReached(uses.filter(includes), userId, limits);
    if (reached !== undefined) {
      return { kind: "refused", code: reached === "user" ? "group-full-for-user" : "group-full" };
    }
    const choice = chooseMember(members, { userId, uses, affine, failed });
    return "member" in choice
      ? { kind: "chosen", connection: choice.member }
      : { kind: "refused", code: choice.refused };
  };
  return { name: group.name, groupId, includes, choose };
}

/** The connections directly in a group; those of other protocols than RDP cannot be opened here. */
async function readMembers(
  queries: Queries,
  groupId: number,
  defaults: SessionLimits,
): Promise<(Member & ChosenConnection)[]> {
  const rows = await queries
    .selectFrom("guacamole_connection")
    .select([...CONNECTION_COLUMNS, "connection_weight", "failover_only"])
    .where("parent_id", "=", groupId)
    .where("protocol", "=", "rdp")
    .execute();
  return rows.map((row) => ({
    connectionId: row.connectionId,
    name: row.name,
    protocol: row.protocol,
    weight: row.connection_weight ?? 1,
    failoverOnly: row.failover_only,
    limits: connectionLimits(row, defaults),
  }));
}

/** The member of a balancing group that a sign-in used last. */
async function affineMember(queries: Queries, { signIn }: Principal, groupId: number): Promise<number | undefined> {
  const row = await queries
    .selectFrom("passerelle_affinity")
    .select("connection_id")
    .where("sign_in_id", "=", signIn)
    .where("connection_group_id", "=", groupId)
    .executeTakeFirst();
  return row?.connection_id;
}

/** Has a sign-in stay with a member of a balancing group. API keys do not stay with any: they have no end. */
export async function rememberAffinity(
  queries: Queries,
  signIn: string,
  groupId: number,
  connectionId: number,
): Promise<void> {
  await sql`
    insert into passerelle_affinity (sign_in_id, connection_group_id, connection_id)
    select sign_in_id, ${groupId}, ${connectionId} from passerelle_sign_in where sign_in_id = ${signIn}
    on conflict (sign_in_id, connection_group_id) do update set connection_id = excluded.connection_id`.execute(
    queries,
  );
}
