import { openSecretBox } from "../secrets/open-secret-box.ts";
import { releaseToGuacamole } from "../secrets/release-to-guacamole.ts";
import { defineCommand } from "./command.ts";
import { describeChanges, openGatewayDatabase, printDamaged } from "./secrets-database.ts";

export const secretsReleaseCommand = defineCommand({
  name: "secrets release",
  summary: "Gives the database back to Guacamole: secrets in plain text, its password hashes in place.",
  usage: "",
  help: "Stop the gateways first. All of it happens, or nothing.",
  run: async (context) => {
    const queries = await openGatewayDatabase(context);
    const secrets = await openSecretBox(context.configuration, queries);
    const { changed, damaged, passwords, closed } = await releaseToGuacamole(queries, secrets);
    context.print(`Secrets that are plain text now: ${describeChanges(changed)}.`);
    context.print(`Password hashes that Guacamole has back: ${passwords}. History rows that were closed: ${closed}.`);
    printDamaged(context, damaged);
    context.print(
      "Guacamole can be started on this database. A gateway that starts here encrypts everything again, unless PASSERELLE_SIDE_BY_SIDE=true.",
    );
  },
});
