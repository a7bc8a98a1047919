import type { Failure } from "@passerelle/tunnel";
import type { Session } from "./session.ts";
import type { SessionLogger } from "./session-logger.ts";

/** Says in the log that a session is over. @param failure why; absent when its owner wanted it */
export function logEnd(
  logger: SessionLogger,
  { id, connection, principal }: Pick<Session, "id" | "connection" | "principal">,
  startedAt: Date,
  failure: Failure | undefined,
): void {
  const facts = {
    session: id,
    connection: connection.identifier,
    connectionName: connection.name,
    username: principal.username,
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
  };
  if (failure) logger.warn({ ...facts, ...failure }, "session ended");
  else logger.info(facts, "session ended");
}
