import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import { type Asker, isAllowed } from "../database/lists/held-permissions.ts";

/** Finds connections, their groups and sharing profiles that somebody may READ, by names instead of ids. */
export class ObjectIndex {
  readonly #ids = new Map<string, number>();

  static async read(queries: Queries, asker: Asker): Promise<ObjectIndex> {
    const index = new ObjectIndex();
    const groups = await queries
      .selectFrom("guacamole_connection_group")
      .select(["connection_group_id as id", "connection_group_name as name", "parent_id as parent"])
      .where(isAllowed(asker, "connectionGroup", sql.ref("connection_group_id"), "READ"))
      .execute();
    const connections = await queries
      .selectFrom("guacamole_connection")
      .select(["connection_id as id", "connection_name as name", "parent_id as parent"])
      .where(isAllowed(asker, "connection", sql.ref("connection_id"), "READ"))
      .execute();
    const profiles = await queries
      .selectFrom("guacamole_sharing_profile")
      .select(["sharing_profile_id as id", "sharing_profile_name as name", "primary_connection_id as parent"])
      .where(isAllowed(asker, "sharingProfile", sql.ref("sharing_profile_id"), "READ"))
      .execute();
    for (const [kind, rows] of [
      ["group", groups],
      ["connection", connections],
      ["profile", profiles],
    ] as const) {
      for (const { id, name, parent } of rows) {
        index.add(kind, parent, name, id);
      }
    }
    return index;
  }

  /** @param parent the group that it is in, null at the root; of a profile its connection. */
  add(kind: "group" | "connection" | "profile", parent: number | null, name: string, id: number): void {
    const key = JSON.stringify([kind, parent, name]);
    // At the root names may be twice, if they were written by SQL: the first counts.
    this.#ids.set(key, this.#ids.get(key) ?? id);
  }

  find(kind: "group" | "connection" | "profile", parent: number | null, name: string): number | undefined {
    return this.#ids.get(JSON.stringify([kind, parent, name]));
  }

  /** The group that the names lead to, null for the root; undefined when there is none. */
  group(path: readonly string[]): number | null | undefined {
    let parent: number | null = null;
    for (const name of path) {
      const id = this.find("group", parent, name);
      if (id === undefined) {
        return undefined;
      }
      parent = id;
    }
    return parent;
  }

  /** The connection at the end of the names. */
  connection(path: readonly string[]): number | undefined {
    const parent = this.group(path.slice(0, -1));
    return parent === undefined ? undefined : this.find("connection", parent, path.at(-1) ?? "");
  }

  /** The sharing profile at the end of the names, after its connection. */
  profile(path: readonly string[]): number | undefined {
    const connection = this.connection(path.slice(0, -1));
    return connection === undefined ? undefined : this.find("profile", connection, path.at(-1) ?? "");
  }
}
