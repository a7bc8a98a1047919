import { recordAudit } from "../database/audit.ts";
import { liftBan } from "../database/login-failures.ts";
import { defineCommand } from "./command.ts";
import { openGatewayDatabase } from "./secrets-database.ts";
import { namedUser } from "./user.ts";

export const userUnlockCommand = defineCommand({
  name: "user unlock",
  summary: "Forgets a user's failed logins, so that the next one is not refused for them.",
  usage: "NAME",
  run: async (context, { positionals }) => {
    const queries = await openGatewayDatabase(context);
    const { username } = await namedUser(queries, positionals);
    const lifted = await queries.transaction().execute(async (db) => {
      const object = { kind: "user", identifier: username, name: username } as const;
      await recordAudit(db, { actor: undefined, action: "user.unlock", object });
      return liftBan(db, "account", username);
    });
    context.print(lifted ? `"${username}" may try again.` : `"${username}" was not blocked.`);
  },
});
