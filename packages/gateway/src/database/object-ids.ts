import type { Queries } from "./database.ts";
import { parseIdentifier } from "./identifier.ts";
import type { ObjectKind } from "./permissions.ts";

/**
 * The database id of what the API calls `identifier`: a name of users and user groups, else a number. Undefined when it can
 * name nothing; a number is not looked up.
 */
export async function objectId(queries: Queries, kind: ObjectKind, identifier: string): Promise<number | undefined> {
  switch (kind) {
    case "user": {
      const row = await queries
        .selectFrom("guacamole_user as account")
        .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
        .select("account.user_id")
        .where("entity.type", "=", "USER")
        .where("entity.name", "=", identifier)
        .executeTakeFirst();
      return row?.user_id;
    }
    case "userGroup": {
      const row = await queries
        .selectFrom("guacamole_user_group as user_group")
        .innerJoin("guacamole_entity as entity", "entity.entity_id", "user_group.entity_id")
        .select("user_group.user_group_id")
        .where("entity.type", "=", "USER_GROUP")
        .where("entity.name", "=", identifier)
        .executeTakeFirst();
      return row?.user_group_id;
    }
    default:
      return parseIdentifier(identifier);
  }
}
