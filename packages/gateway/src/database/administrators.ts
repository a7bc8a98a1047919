import { sql } from "kysely";
import { ChangeRefused } from "./change-refused.ts";
import type { Queries } from "./database.ts";

/** Nobody could administer the gateway any more. */
class LastAdministrator extends ChangeRefused {
  override readonly name = "LastAdministrator";
}

/** Held by changes that may take an administrator away, so that two of them do not take the last two. */
const LOCK = 0x70617373;

/** Whether somebody who is not disabled holds ADMINISTER, directly or through groups that are not disabled. */
async function hasAdministrator(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive holder (entity_id) as (
      select entity_id from guacamole_system_permission where permission = 'ADMINISTER'
      union
      select membership.member_entity_id
      from holder
      join guacamole_user_group as user_group
        on user_group.entity_id = holder.entity_id and not user_group.disabled
      join guacamole_user_group_member as membership on membership.user_group_id = user_group.user_group_id
    )
    select exists (
      select 1 from holder join guacamole_user as account on account.entity_id = holder.entity_id and not account.disabled
    ) as found`.execute(db);
  return rows[0]?.found === true;
}

/**
 * Does `work`, which may take rights away, in the transaction of `db`.
 * @throws LastAdministrator when there was an administrator before it and there is none after it.
 */
export async function keepingAdministrator<Result>(db: Queries, work: () => Promise<Result>): Promise<Result> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
  const before = await hasAdministrator(db);
  const result = await work();
  if (before && !(await hasAdministrator(db))) {
    throw new LastAdministrator(
      "Nobody could administer Passerelle any more. Make another account an administrator first.",
    );
  }
  return result;
}
