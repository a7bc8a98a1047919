import { sql } from "kysely";
import { type Stretch, type Stretches, union, without } from "../../hours/stretch.ts";
import type { Queries } from "../database.ts";
import { milliseconds } from "./read-moments.ts";
import { LONGEST_PAUSE } from "./record-run.ts";

/** When no gateway was alive before `now`, but for the time before the first one, of which nothing is known. */
export async function readDownTimes(queries: Queries, now: number): Promise<Stretches> {
  const { rows } = await sql<Stretch>`
    select ${milliseconds("started")} as start,
      case when stopped is null and heartbeat > now() - ${LONGEST_PAUSE} then ${now}::float8
        else ${milliseconds("heartbeat")} end as end
    from passerelle_gateway_run order by started`.execute(queries);
  const [first] = rows;
  return first === undefined ? [] : without([{ start: first.start, end: now }], union(rows));
}
