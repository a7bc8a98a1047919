import { type RawBuilder, sql } from "kysely";

/** What the API may ask of a history. */
export interface RecordSearch {
  /** Each must be in one of the record's texts, or begin the date of its start as YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly contains: readonly string[];
  readonly order: "newest" | "oldest";
  /** Only one record. */
  readonly historyId?: number;
}

/** Guacamole's cap. */
export const MAX_RECORDS = 1000;

/** SQL: `term` is in one of `columns`, or the start has that date. */
export function matchesTerm(columns: readonly string[], term: string): RawBuilder<boolean> {
  const isDate = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(term);
  const inColumns = columns.map((column) => sql<boolean>`strpos(${sql.ref(column)}, ${term}) > 0`);
  const ofDate = sql<boolean>`(${isDate} and starts_with(to_char(start_date, 'YYYY-MM-DD'), ${term}))`;
  return sql<boolean>`(${sql.join([...inColumns, ofDate], sql` or `)})`;
}
