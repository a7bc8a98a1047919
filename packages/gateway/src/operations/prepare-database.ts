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
    logger.error({ damaged }, `${damaged.length} stored secrets cannot be decrypted; store these again`);
  }
  if (sideBySide) {
    await warnOfSealed(queries, logger);
  }
  return secrets;
}

function adoptionText(adoption: Adoption): string {
  const { guacamole, users, userGroups, connections, connectionGroups, historyRows, openHistoryRows } = adoption;
  const others = Object.entries(adoption.otherProtocols).map(([protocol, count]) => `${count} ${protocol}`);
  return [
    `adopted the database of Guacamole ${guacamole}: ${users} users in ${userGroups} groups`,
    `${connections} connections in ${connectionGroups} groups${others.length > 0 ? ` (${others.join(", ")}: kept, but not opened)` : ""}`,
    `${historyRows} history rows${openHistoryRows > 0 ? ` (${openHistoryRows} left open by Guacamole)` : ""}`,
  ].join("; ");
}

async function report(queries: Queries, changed: SecretChanges["changed"], logger: Logger): Promise<void> {
  const { connectionSecrets, sharingProfileSecrets, totpSecrets } = changed;
  if (Object.values(changed).some((count) => count > 0)) {
    await recordAudit(queries, { actor: undefined, action: "secrets.seal", details: changed });
    logger.info(
      changed,
      `encrypted ${connectionSecrets + sharingProfileSecrets} secrets of connections and ${totpSecrets} TOTP secrets`,
    );
  }
}

async function warnOfSealed(queries: Queries, logger: Logger): Promise<void> {
  const sealed = (await countStored(queries))
    .filter(({ ofGuacamole, keyId }) => ofGuacamole && keyId !== null)
    .reduce((sum, { count }) => sum + count, 0);
  if (sealed > 0) {
    logger.warn(
      { sealed },
      `Guacamole runs side by side, but cannot read ${sealed} secrets that are encrypted: stop the gateway, run "passerelle secrets release", start it again`,
    );
  }
}
