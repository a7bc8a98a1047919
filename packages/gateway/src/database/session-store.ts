import { sql } from "kysely";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { Principal, SessionStore, StoredConnection } from "../sessions/session-store.ts";
import { readParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";
import { parseIdentifier } from "./identifier.ts";
import { mayAccess } from "./permissions.ts";

/** Live sessions' view of the database. */
export class DatabaseSessionStore implements SessionStore {
  readonly #queries: Queries;
  readonly #secrets: SecretBox;

  constructor(queries: Queries, secrets: SecretBox) {
    this.#queries = queries;
    this.#secrets = secrets;
  }

  async findConnection(principal: Principal, identifier: string): Promise<StoredConnection | undefined> {
    const connectionId = parseIdentifier(identifier);
    if (connectionId === undefined) {
      return undefined;
    }
    const row = await this.#queries
      .selectFrom("guacamole_connection")
      .select(["connection_name as name", "protocol"])
      .where("connection_id", "=", connectionId)
      .where(mayAccess(principal.userId, "connection", sql.ref("connection_id"), "READ"))
      .executeTakeFirst();
    if (row === undefined) {
      return undefined;
    }
    const parameters = await readParameters(this.#queries, this.#secrets, connectionId);
    return { identifier: String(connectionId), ...row, parameters };
  }

  async openHistory(principal: Principal, connection: StoredConnection, startedAt: Date): Promise<number> {
    return this.#queries.transaction().execute(async (db) => {
      const { history_id } = await db
        .insertInto("guacamole_connection_history")
        .values({
          user_id: principal.userId,
          username: principal.username,
          remote_host: principal.remoteHost,
          connection_id: Number(connection.identifier),
          connection_name: connection.name,
          start_date: startedAt,
        })
        .returning("history_id")
        .executeTakeFirstOrThrow();
      await db.insertInto("passerelle_session").values({ history_id, heartbeat: startedAt }).execute();
      return history_id;
    });
  }

  async heartbeat(historyIds: readonly number[], at: Date): Promise<void> {
    if (historyIds.length > 0) {
      await this.#queries
        .updateTable("passerelle_session")
        .set({ heartbeat: at })
        .where("history_id", "in", [...historyIds])
        .execute();
    }
  }

  async closeHistory(historyId: number, endedAt: Date): Promise<void> {
    await this.#queries.transaction().execute(async (db) => {
      await db
        .updateTable("guacamole_connection_history")
        .set({ end_date: endedAt })
        .where("history_id", "=", historyId)
        .execute();
      await db.deleteFrom("passerelle_session").where("history_id", "=", historyId).execute();
    });
  }

  async pinnedCertificate(connection: StoredConnection, fingerprint: string): Promise<string> {
    const connectionId = Number(connection.identifier);
    const host = `${connection.parameters.hostname ?? ""}:${connection.parameters.port ?? ""}`;
    await this.#queries
      .insertInto("passerelle_certificate")
      .values({ connection_id: connectionId, host, fingerprint })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const pinned = await this.#queries
      .selectFrom("passerelle_certificate")
      .select("fingerprint")
      .where("connection_id", "=", connectionId)
      .where("host", "=", host)
      .executeTakeFirstOrThrow();
    return pinned.fingerprint;
  }
}
