import { KeyFile } from "../secrets/key-file.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import { rotateKeys } from "../secrets/rotate-keys.ts";
import { defineCommand } from "./command.ts";
import { describeChanges, openGatewayDatabase, printDamaged } from "./secrets-database.ts";

export const secretsRotateCommand = defineCommand({
  name: "secrets rotate",
  summary: "Makes a new key and encrypts all stored secrets with it.",
  usage: "",
  help: "Gateways on a PostgreSQL server may be running if they read the same key file. What is interrupted, the next start completes.\nThe key before stays in the file, for backups of the database.",
  run: async (context) => {
    const { configuration } = context;
    if (configuration.secretKeys !== undefined) {
      throw new Error(
        'The keys come from PASSERELLE_SECRET_KEY: put a new one ("openssl rand -base64 32") and a comma before it and start the gateway again, which encrypts everything with the new one; later take the old one away.',
      );
    }
    const queries = await openGatewayDatabase(context);
    await openSecretBox(configuration, queries);
    const file = new KeyFile(configuration.secretKeyFile);
    const { key, kept, changed, damaged } = await rotateKeys(queries, file, configuration.accounts.sideBySide);
    context.print(`Key ${key} is the current one. Secrets encrypted with it: ${describeChanges(changed)}.`);
    context.print(`${file.path} still holds ${kept.join(", ")}. Make a backup of the file.`);
    printDamaged(context, damaged);
  },
});
