import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { SecretChanges } from "../secrets/stored-secrets.ts";
import type { CommandContext } from "./command-context.ts";

/**
 * The database of the configuration.
 * @throws Error when no gateway of this version has been at work there.
 */
export async function openGatewayDatabase(context: CommandContext): Promise<Queries> {
  const { queries } = await context.openDatabase();
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass('passerelle_audit') is not null as found`.execute(queries);
  if (rows[0]?.found !== true) {
    throw new Error("No gateway of this version has used this database yet; start one first.");
  }
  return queries;
}

/** How many secrets of each kind. */
export function describeChanges({
  connectionSecrets,
  sharingProfileSecrets,
  totpSecrets,
}: SecretChanges["changed"]): string {
  return `${connectionSecrets} of connections, ${sharingProfileSecrets} of sharing profiles, ${totpSecrets} of TOTP`;
}

/** Tells of secrets that stay as they are, one a line. */
export function printDamaged(context: CommandContext, damaged: readonly string[]): void {
  for (const place of damaged) {
    context.print(`Cannot be decrypted and stays as it is, store it again: ${place}`);
  }
}
