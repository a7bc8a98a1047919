import { type RawBuilder, sql } from "kysely";

/** SQL: a column of moments, in whole milliseconds since 1970. */
export function milliseconds(column: string): RawBuilder<number> {
  return sql<number>`round(date_part('epoch', ${sql.ref(column)}) * 1000)`;
}
