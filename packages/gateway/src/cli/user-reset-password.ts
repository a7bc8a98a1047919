import { Passwords } from "../accounts/passwords.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import { defineCommand } from "./command.ts";
import { openGatewayDatabase } from "./secrets-database.ts";
import { namedUser } from "./user.ts";

export const userResetPasswordCommand = defineCommand({
  name: "user reset-password",
  summary: "Gives a user a random password, which must be changed at the next login, and ends all sign-ins.",
  usage: "NAME",
  run: async (context, { positionals }) => {
    const queries = await openGatewayDatabase(context);
    const user = await namedUser(queries, positionals);
    const secrets = await openSecretBox(context.configuration, queries);
    const passwords = new Passwords(secrets, context.configuration.accounts);
    const password = await passwords.reset(queries, user, undefined, new Date());
    context.print(`The password of "${user.username}" is now ${password}`);
    context.print("It must be changed at the next login.");
  },
});
