import { listUsers } from "../database/lists/users.ts";
import { defineCommand } from "./command.ts";
import { openGatewayDatabase } from "./secrets-database.ts";

/** More than any installation has. */
const ALL = { offset: 0, limit: 1_000_000 };

export const userListCommand = defineCommand({
  name: "user list",
  summary: "Lists the users: name, whether they can log in, second factors, last login.",
  usage: "[--json]",
  help: "  --json  for programs",
  options: { json: { type: "boolean", default: false } },
  run: async (context, { values }) => {
    const queries = await openGatewayDatabase(context);
    const { rows } = await listUsers(queries, { userId: 0, administrator: true }, {}, ALL);
    const users = rows.map(({ username, disabled, expired, secondFactors, lastActive }) => ({
      username,
      state: disabled ? "disabled" : expired ? "password expired" : "enabled",
      secondFactors,
      lastLogin: lastActive?.toISOString() ?? null,
    }));
    if (values.json) {
      context.print(JSON.stringify(users, undefined, 2));
      return;
    }
    const width = Math.max(0, ...users.map((user) => user.username.length));
    for (const { username, state, secondFactors, lastLogin } of users) {
      const factors = secondFactors.join(" and ") || "password only";
      context.print(`${username.padEnd(width)}  ${state.padEnd(16)}  ${factors.padEnd(16)}  ${lastLogin ?? "never"}`);
    }
  },
});
