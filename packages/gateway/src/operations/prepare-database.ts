import type { Logger } from "pino";
import type { Configuration } from "../configuration/configuration.ts";
import { recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import { type Adoption, migrate } from "../database/migrations/migrate.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { countStored, type SecretChanges, sealStored } from "../secrets/stored-secrets.ts";

/**
 * Brings the database to the structure of this version, adopting Guacamole's, and encrypts the secrets in it; logs what was found
 * and done.
 * @throws Error whose message says what is wrong and what to do.
 */
export async function prepareDatabase(
  configuration: Configuration,
  queries: Queries,
  logger: Logger,
): Promise<SecretBox> {
  const { steps, adoption } = await migrate(queries);
  if (steps.length > 0) {
    logger.info({ steps }, "database structure brought up to date");
  }
  if (adoption !== undefined) {
    logger.info(adoption, adoptionText(adoption));
  }
  const secrets = await openSecretBox(configuration, queries);
  const { sideBySide } = configuration.accounts;
  const { changed, damaged } = await sealStored(queries, secrets, sideBySide);
  await report(queries, changed, logger);
  if (damaged.length > 0) {
    logger.error(
      { damaged },
      `${counted(damaged.length, "stored secret")} cannot be decrypted; store what is named here again`,
    );
  }
  if (sideBySide) {
    await warnOfSealed(queries, logger);
  }
  return secrets;
}

/** "1 user", "2 users". */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function adoptionText(adoption: Adoption): string {
  const { guacamole, users, userGroups, connections, connectionGroups, historyRows, openHistoryRows } = adoption;
  const others = Object.entries(adoption.otherProtocols).map(([protocol, count]) => `${count} ${protocol}`);
  const kept = others.length > 0 ? ` (${others.join(", ")}: kept, but not opened)` : "";
  const open = openHistoryRows > 0 ? ` (${openHistoryRows} left open by Guacamole)` : "";
  return [
    `adopted the database of Guacamole ${guacamole}: ${counted(users, "user")} and ${counted(userGroups, "group")}`,
    `${counted(connections, "connection")} in ${counted(connectionGroups, "group")}${kept}`,
    `${counted(historyRows, "history row")}${open}`,
  ].join("; ");
}

async function report(queries: Queries, changed: SecretChanges["changed"], logger: Logger): Promise<void> {
  const { connectionSecrets, sharingProfileSecrets, totpSecrets } = changed;
  if (Object.values(changed).some((count) => count > 0)) {
    await recordAudit(queries, { actor: undefined, action: "secrets.seal", details: changed });
    const ofConnections = counted(connectionSecrets + sharingProfileSecrets, "secret");
    logger.info(changed, `encrypted ${ofConnections} of connections and ${counted(totpSecrets, "TOTP secret")}`);
  }
}

async function warnOfSealed(queries: Queries, logger: Logger): Promise<void> {
  const sealed = (await countStored(queries))
    .filter(({ ofGuacamole, keyId }) => ofGuacamole && keyId !== null)
    .reduce((sum, { count }) => sum + count, 0);
  if (sealed > 0) {
    logger.warn(
      { sealed },
      `Guacamole runs side by side, but cannot read ${counted(sealed, "secret")}, which Passerelle encrypted: stop the gateway, run "passerelle secrets release", start it again`,
    );
  }
}
