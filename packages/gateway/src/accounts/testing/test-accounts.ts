import { sql } from "kysely";
import type { Database } from "../../database/database.ts";
import { migrate } from "../../database/migrations/migrate.ts";
import { insertUser, type TestDatabase } from "../../database/testing/test-databases.ts";
import { SecretBox } from "../../secrets/secret-box.ts";
import { secretKey } from "../../secrets/secret-key.ts";
import { type AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../account-settings.ts";
import { Authenticator } from "../authenticator.ts";
import type { Credentials, Visitor } from "../identity-source.ts";
import { LoginRefused, MoreNeeded } from "../login-refused.ts";
import { PasswordRefused } from "../password-policy.ts";
import { Passwords } from "../passwords.ts";
import { TooManyAttempts } from "../turns.ts";

export const VISITOR: Visitor = {
  remoteHost: "192.0.2.1",
  userAgent: "Vitest",
  site: { origin: "https://desk.example.org", host: "desk.example.org" },
};

/** Guacamole's own test vector: the password "guacadmin". */
export const LEGACY = {
  password_salt: Buffer.from("FE24ADC5E11E2B25288D1704ABE67A79E342ECC26064CE69C5B3177795A82264", "hex"),
  password_hash: Buffer.from("CA458A7D494E3BE824F5E1E175A1556C0F8EEF2C2D7DF3633BEC4A29C4411960", "hex"),
};

/** A database with users whose password is "guacadmin", and a clock that only a test moves. */
export class TestAccounts {
  readonly database: Database;
  readonly secrets = new SecretBox(secretKey(new Uint8Array(32)));
  /** What the clock shows. */
  now = new Date("2030-05-06T12:00:00Z");
  #users = 0;

  private constructor(database: Database) {
    this.database = database;
  }

  static async open({ open }: TestDatabase): Promise<TestAccounts> {
    const database = await open();
    await migrate(database.queries);
    return new TestAccounts(database);
  }

  get queries() {
    return this.database.queries;
  }

  /** Lets time pass. */
  pass(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  settings(settings: Partial<AccountSettings> = {}): AccountSettings {
    return { ...DEFAULT_ACCOUNT_SETTINGS, ...settings };
  }

  passwords(settings: Partial<AccountSettings> = {}): Passwords {
    return new Passwords(this.secrets, this.settings(settings));
  }

  authenticator(settings: Partial<AccountSettings> = {}): Authenticator {
    const { queries, secrets } = this;
    const passwords = this.passwords(settings);
    return new Authenticator({ queries, secrets, passwords, settings: this.settings(settings), clock: () => this.now });
  }

  /** Makes a user; the password was set a year ago. */
  async user(
    values: Record<string, unknown> = {},
    username = `user ${++this.#users}`,
  ): Promise<{ readonly userId: number; readonly username: string }> {
    const userId = await insertUser(this.database, username);
    await this.update(userId, { ...LEGACY, password_date: new Date("2029-05-06T12:00:00Z"), ...values });
    return { userId, username };
  }

  async update(userId: number, values: Record<string, unknown>): Promise<void> {
    await this.queries.updateTable("guacamole_user").set(values).where("user_id", "=", userId).execute();
  }

  /** Sets an attribute of a user as Guacamole stores it. */
  async attribute(userId: number, name: string, value: string): Promise<void> {
    const row = { user_id: userId, attribute_name: name, attribute_value: value };
    await this.queries.insertInto("guacamole_user_attribute").values(row).execute();
  }

  /** Makes a group of users. Answers its user_group_id. */
  async group(members: readonly number[]): Promise<number> {
    const name = `group ${++this.#users}`;
    const { entity_id } = await this.queries
      .insertInto("guacamole_entity")
      .values({ name, type: "USER_GROUP" })
      .returning("entity_id")
      .executeTakeFirstOrThrow();
    const { user_group_id } = await this.queries
      .insertInto("guacamole_user_group")
      .values({ entity_id })
      .returning("user_group_id")
      .executeTakeFirstOrThrow();
    for (const userId of members) {
      await sql`insert into guacamole_user_group_member (user_group_id, member_entity_id)
        select ${user_group_id}, entity_id from guacamole_user where user_id = ${userId}`.execute(this.queries);
    }
    return user_group_id;
  }

  /** Puts a group into another. */
  async join(member: number, into: number): Promise<void> {
    await sql`insert into guacamole_user_group_member (user_group_id, member_entity_id)
      select ${into}, entity_id from guacamole_user_group where user_group_id = ${member}`.execute(this.queries);
  }

  async groupAttribute(groupId: number, name: string, value: string): Promise<void> {
    const row = { user_group_id: groupId, attribute_name: name, attribute_value: value };
    await this.queries.insertInto("guacamole_user_group_attribute").values(row).execute();
  }
}

/** How a login ends: "signed in", or what was refused or is needed. */
export async function outcomeOf(
  authenticator: Authenticator,
  credentials: Credentials,
  visitor: Partial<Visitor> = {},
): Promise<string> {
  try {
    await authenticator.signIn(credentials, { ...VISITOR, ...visitor });
    return "signed in";
  } catch (error) {
    if (error instanceof LoginRefused) return error.reason;
    if (error instanceof PasswordRefused) return error.fault;
    if (error instanceof MoreNeeded) return `needs ${error.fields.map((field) => field.name).join(", ")}`;
    if (error instanceof TooManyAttempts) return `blocked for ${error.retryAfter} s`;
    throw error;
  }
}
