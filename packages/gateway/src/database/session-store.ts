import { randomUUID } from "node:crypto";
import type { FailureCode } from "@passerelle/tunnel";
import { sql } from "kysely";
import { signInPassword } from "../accounts/sign-in-password.ts";
import { resolveHost } from "../parameters/resolve-host.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { SessionLimits } from "../sessions/session-limits.ts";
import type {
  JoinedGuest,
  JoinRequest,
  LiveSession,
  Opening,
  OpenRequest,
  Order,
  SessionEnding,
  SessionMark,
  SessionStore,
  StoredConnection,
} from "../sessions/session-store.ts";
import { readParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";
import { closeGuests, recordJoin, recordLeave } from "./guests.ts";
import { recordEnd } from "./hours/record-end.ts";
import { recordHeartbeat } from "./hours/record-heartbeat.ts";
import { listLiveSessions, requestEnd, requestMessage, takeMessages } from "./live-sessions.ts";
import { pinCertificate } from "./pinned-certificates.ts";
import { takePlace } from "./session-places.ts";
import { type RightsSettings, type SessionInQuestion, sessionsWithoutRights } from "./session-rights.ts";
import { type FoundTarget, findTarget, rememberAffinity } from "./session-targets.ts";

export interface SessionStoreOptions {
  readonly queries: Queries;
  readonly secrets: SecretBox;
  readonly limits: SessionLimits;
}

/** The parameter token that stands for the password that was typed at the sign-in. */
const TYPED_PASSWORD = "${GUAC_PASSWORD";

/** Sessions are opened one after the other, over all gateways, so that each counts those before it. */
const OPENING_LOCK = 7_077_265;

/** Undoes a transaction in which it turned out that a session may not be opened. */
class NotOpened extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(code);
    this.code = code;
  }
}

/** Live sessions' view of the database; one store is one gateway. */
export class DatabaseSessionStore implements SessionStore {
  readonly #queries: Queries;
  readonly #secrets: SecretBox;
  readonly #limits: SessionLimits;
  readonly #rights: RightsSettings;
  /** The process, which lives as long. */
  readonly gatewayId = randomUUID();

  constructor({ queries, secrets, limits }: SessionStoreOptions) {
    this.#queries = queries;
    this.#secrets = secrets;
    this.#limits = limits;
    this.#rights = { enforceAccessWindows: limits.enforceAccessWindows, resolve: resolveHost };
  }

  async open(request: OpenRequest): Promise<Opening> {
    const found = await findTarget(this.#queries, request, this.#limits);
    if (found === undefined) {
      return { kind: "refused", failure: { code: "connection-not-found", detail: request.target.identifier } };
    }
    try {
      return await this.#queries.transaction().execute((db) => this.#open(db, request, found));
    } catch (error) {
      if (error instanceof NotOpened) {
        return { kind: "refused", failure: { code: error.code, detail: found.name } };
      }
      throw error;
    }
  }

  async #open(db: Queries, request: OpenRequest, target: FoundTarget): Promise<Opening> {
    await sql`select pg_advisory_xact_lock(${OPENING_LOCK})`.execute(db);
    const { principal, startedAt } = request;
    const place = await takePlace(db, { userId: principal.userId, gatewayId: this.gatewayId }, target, this.#limits);
    if (place.kind === "refused") {
      const { code, inTheWay } = place;
      return { kind: "refused", failure: { code, detail: target.name }, ...(inTheWay !== undefined && { inTheWay }) };
    }
    const { connectionId, name, protocol } = place.connection;
    const { history_id: historyId } = await db
      .insertInto("guacamole_connection_history")
      .values({
        user_id: principal.userId,
        username: principal.username,
        remote_host: principal.remoteHost,
        connection_id: connectionId,
        connection_name: name,
        start_date: startedAt,
      })
      .returning("history_id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("passerelle_session")
      .values({
        history_id: historyId,
        heartbeat: sql<Date>`clock_timestamp()`,
        reached: startedAt,
        gateway_id: this.gatewayId,
        sign_in_id: principal.signIn,
        connection_group_id: target.groupId,
      })
      .execute();
    // What ends a live session keeps it from being opened, too: one rule for both.
    const [refused] = await sessionsWithoutRights(db, [{ historyId, remoteHost: principal.remoteHost }], startedAt, {
      ...this.#rights,
      enforceAccessWindows: true,
    });
    if (refused !== undefined) {
      throw new NotOpened(refused.code);
    }
    if (target.groupId !== null) {
      await rememberAffinity(db, principal.signIn, target.groupId, connectionId);
    }
    const parameters = await readParameters(db, this.#secrets, connectionId);
    const connection = { identifier: String(connectionId), name, protocol, parameters };
    const isWanted = Object.values(parameters).some((value) => value.includes(TYPED_PASSWORD));
    const typedPassword = isWanted ? await signInPassword(db, this.#secrets, principal.signIn) : undefined;
    return { kind: "opened", historyId, connection, ...(typedPassword !== undefined && { typedPassword }) };
  }

  async heartbeat(sessions: readonly SessionMark[]): Promise<void> {
    if (sessions.length > 0) {
      await recordHeartbeat(this.#queries, this.gatewayId, sessions);
    }
  }

  async orders(sessions: readonly SessionMark[]): Promise<readonly Order[]> {
    if (sessions.length === 0) {
      return [];
    }
    const inQuestion: SessionInQuestion[] = sessions.map(({ historyId, principal }) => ({
      historyId,
      remoteHost: principal.remoteHost,
    }));
    const ends = await sessionsWithoutRights(this.#queries, inQuestion, new Date(), this.#rights);
    const messages = await takeMessages(
      this.#queries,
      sessions.map(({ historyId }) => historyId),
    );
    return [
      ...messages.map((message) => ({ kind: "message" as const, ...message })),
      ...ends.map(({ historyId, code }) => ({ kind: "end" as const, historyId, failure: { code } })),
    ];
  }

  close(historyId: number, ending: SessionEnding): Promise<void> {
    return this.#queries.transaction().execute(async (db) => {
      await recordEnd(db, historyId, ending);
      await closeGuests(db, historyId, ending.reached);
    });
  }

  join(request: JoinRequest): Promise<JoinedGuest | undefined> {
    return this.#queries.transaction().execute((db) => recordJoin(db, this.#secrets, request));
  }

  leave(historyId: number, leftAt: Date): Promise<void> {
    return this.#queries.transaction().execute((db) => recordLeave(db, historyId, leftAt));
  }

  list(): Promise<LiveSession[]> {
    return listLiveSessions(this.#queries);
  }

  requestEnd(historyId: number, reason: FailureCode): Promise<boolean> {
    return requestEnd(this.#queries, historyId, reason);
  }

  requestMessage(historyId: number, text: string): Promise<boolean> {
    return requestMessage(this.#queries, historyId, text);
  }

  async pinnedCertificate(connection: StoredConnection, fingerprint: string): Promise<string> {
    return pinCertificate(this.#queries, connection, fingerprint);
  }
}
