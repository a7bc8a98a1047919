import { resetSecondFactors } from "../accounts/second-factors.ts";
import { defineCommand } from "./command.ts";
import { openGatewayDatabase } from "./secrets-database.ts";
import { namedUser } from "./user.ts";

export const userResetSecondFactorsCommand = defineCommand({
  name: "user reset-second-factors",
  summary: "Takes authenticator app, passkeys and recovery codes from a user who has lost them.",
  usage: "NAME",
  run: async (context, { positionals }) => {
    const queries = await openGatewayDatabase(context);
    const user = await namedUser(queries, positionals);
    await resetSecondFactors(queries, user, undefined);
    context.print(`"${user.username}" logs in by the password alone until a second factor is set up again.`);
  },
});
