import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replaceParameters } from "../database/connection-parameters.ts";
import { endSignIn, findCaller } from "../database/sign-ins.ts";
import { grantConnection, OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import { signInPassword } from "./sign-in-password.ts";
import { TestAccounts, VISITOR } from "./testing/test-accounts.ts";
import { tokenHash } from "./token-hash.ts";

describe.each(testDatabases())("the typed password on $name", (testDatabase) => {
  let accounts: TestAccounts;
  let username: string;
  let userId: number;

  beforeAll(async () => {
    accounts = await TestAccounts.open(testDatabase);
  }, OPEN_TIME);
  afterAll(() => accounts.database.close());
  beforeEach(async () => {
    ({ username, userId } = await accounts.user());
  });

  /** A connection with these parameters. Answers its connection_id. */
  async function connection(parameters: Record<string, string>, parentId: number | null = null): Promise<number> {
    const { connection_id: id } = await accounts.queries
      .insertInto("guacamole_connection")
      .values({ connection_name: `for ${username}`, protocol: "rdp", parent_id: parentId })
      .returning("connection_id")
      .executeTakeFirstOrThrow();
    await replaceParameters(accounts.queries, accounts.secrets, id, parameters);
    return id;
  }

  async function signIn(): Promise<string> {
    const { token } = await accounts.authenticator().signIn({ username, password: "guacadmin" }, VISITOR);
    return (await findCaller(accounts.queries, tokenHash(token), accounts.now))?.signIn ?? "";
  }

  const typed = async (id: string) => signInPassword(accounts.queries, accounts.secrets, id);

  test("is not kept when no connection wants it", async () => {
    await grantConnection(accounts.database, userId, await connection({ password: "stored" }), "READ");
    await connection({ password: "$\u007bGUAC_PASSWORD}" });
    expect(await typed(await signIn())).toBeUndefined();
  });

  test.each(["password", "remote-app"])("is kept, sealed, for a connection that has it as its %s", async (name) => {
    const id = await connection({ [name]: "x$\u007bGUAC_PASSWORD:UPPER}" });
    await grantConnection(accounts.database, userId, id, "READ");
    const signedIn = await signIn();
    expect(await typed(signedIn)).toBe("guacadmin");
    const rows = await accounts.queries.selectFrom("passerelle_sign_in").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain("guacadmin");
    await endSignIn(accounts.queries, signedIn, accounts.now);
    expect(await typed(signedIn)).toBeUndefined();
  });

  test("does not matter to a login where a parameter cannot be decrypted", async () => {
    const id = await connection({ password: "stored" });
    const other = accounts.secrets.seal("x", "another place");
    await accounts.queries
      .updateTable("guacamole_connection_parameter")
      .set({ parameter_value: other })
      .where("connection_id", "=", id)
      .execute();
    await grantConnection(accounts.database, userId, id, "READ");
    expect(await typed(await signIn())).toBeUndefined();
  });

  test("is kept for the members of a balancing group", async () => {
    const { connection_group_id: group } = await accounts.queries
      .insertInto("guacamole_connection_group")
      .values({ connection_group_name: username, type: "BALANCING", parent_id: null })
      .returning("connection_group_id")
      .executeTakeFirstOrThrow();
    await connection({ password: "$\u007bGUAC_PASSWORD}" }, group);
    expect(await typed(await signIn())).toBeUndefined();
    const { entity_id } = await accounts.queries
      .selectFrom("guacamole_user")
      .select("entity_id")
      .where("user_id", "=", userId)
      .executeTakeFirstOrThrow();
    const permission = { entity_id, connection_group_id: group, permission: "READ" as const };
    await accounts.queries.insertInto("guacamole_connection_group_permission").values(permission).execute();
    expect(await typed(await signIn())).toBe("guacadmin");
  });
});
