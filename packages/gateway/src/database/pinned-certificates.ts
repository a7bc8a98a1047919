import type { StoredConnection } from "../sessions/session-store.ts";
import type { Queries } from "./database.ts";
import { parseIdentifier } from "./identifier.ts";

/** `hostname:port`: a connection that is pointed elsewhere meets another certificate. */
function hostOf({ parameters }: StoredConnection): string {
  return `${parameters.hostname ?? ""}:${parameters.port ?? ""}`;
}

/** The certificate that a connection is known by: its fingerprint (SHA-256, hex). */
export async function findPinnedCertificate(
  queries: Queries,
  connection: StoredConnection,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom("passerelle_certificate")
    .select("fingerprint")
    .where("connection_id", "=", parseIdentifier(connection.identifier) ?? 0)
    .where("host", "=", hostOf(connection))
    .executeTakeFirst();
  return row?.fingerprint;
}

/** The certificate that a connection is known by; it is known by `fingerprint` if there was none. */
export async function pinCertificate(
  queries: Queries,
  connection: StoredConnection,
  fingerprint: string,
): Promise<string> {
  await queries
    .insertInto("passerelle_certificate")
    .values({ connection_id: Number(connection.identifier), host: hostOf(connection), fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await findPinnedCertificate(queries, connection)) ?? fingerprint;
}
