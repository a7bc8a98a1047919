import { type TSchema, Type } from "typebox";
import { badRequest } from "../api-error.ts";
import { Moment, nullable } from "./schemas.ts";

/** An array as what is counted has them. */
function list<Item extends TSchema>(item: Item) {
  return Type.Immutable(Type.Array(item));
}

export const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "YYYY-MM-DD" });
export const Month = Type.String({ pattern: "^\\d{4}-\\d{2}$", description: "YYYY-MM" });
export const Zone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "An IANA time zone, such as Europe/Paris.",
});
export const Reason = Type.String({ minLength: 1, maxLength: 1000, pattern: "\\S" });
export const Name = Type.String({ minLength: 1, maxLength: 128 });

export const Holder = Type.Object(
  { kind: Type.Union([Type.Literal("user"), Type.Literal("userGroup")]), name: Name },
  { additionalProperties: false },
);

const Milliseconds = Type.Integer({ description: "Milliseconds." });

const Figures = Type.Object({
  sessions: Type.Integer(),
  connected: Milliseconds,
  active: nullable(Milliseconds),
  corrected: Milliseconds,
  plain: Milliseconds,
  planned: nullable(Milliseconds),
  breaks: Type.Integer(),
  breakTime: Milliseconds,
  downTime: Milliseconds,
  reconnects: Type.Integer(),
  doubtful: Type.Integer(),
  live: Type.Integer(),
});

const Bucket = Type.Interface([Figures], {
  from: Type.String(),
  to: Type.String(),
  firstIn: nullable(Moment),
  lastOut: nullable(Moment),
  holiday: nullable(Type.String()),
});

export const Basis = Type.Union([Type.Literal("person"), Type.Literal("team"), Type.Literal("connection")]);
export const Unit = Type.Union([
  Type.Literal("day"),
  Type.Literal("week"),
  Type.Literal("month"),
  Type.Literal("range"),
]);

/** Who closed a month, and whether what is stored is what they signed. */
export const ClosedMark = Type.Object({
  month: Type.String(),
  zone: Type.String(),
  by: Type.String(),
  at: Moment,
  valid: Type.Boolean({ description: "The signature is that of what is stored." }),
});

export const Report = Type.Object({
  from: Type.String(),
  to: Type.String(),
  zone: Type.String(),
  by: Basis,
  unit: Unit,
  countedAt: Moment,
  idleLimit: Milliseconds,
  lines: list(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      deleted: Type.Boolean(),
      buckets: list(Bucket),
      total: Figures,
    }),
  ),
  total: Figures,
});

const Stretch = Type.Object({ start: Moment, end: Moment });
const CorrectionKind = Type.Union([Type.Literal("add"), Type.Literal("remove"), Type.Literal("settle")]);

export const Timeline = Type.Interface([Stretch], {
  day: Type.String(),
  zone: Type.String(),
  down: list(Stretch),
  lines: list(
    Type.Object({
      username: Type.String(),
      sessions: list(
        Type.Object({
          historyId: Type.Integer(),
          connectionName: Type.String(),
          start: Moment,
          end: nullable(Moment),
          state: Type.Union([
            Type.Literal("ended"),
            Type.Literal("live"),
            Type.Literal("doubtful"),
            Type.Literal("settled"),
          ]),
          cause: nullable(Type.String()),
          shared: Type.Boolean(),
        }),
      ),
      active: list(Stretch),
      corrections: list(Type.Interface([Stretch], { id: Type.Integer(), kind: CorrectionKind, reason: Type.String() })),
      figures: Bucket,
    }),
  ),
});

export const Correction = Type.Interface([Stretch], {
  id: Type.Integer(),
  person: Type.String(),
  kind: CorrectionKind,
  historyId: nullable(Type.Integer()),
  reason: Type.String(),
  madeBy: Type.String(),
  madeAt: Moment,
  withdrawnBy: nullable(Type.String()),
  withdrawnAt: nullable(Moment),
  withdrawnReason: nullable(Type.String()),
});

const [FIRST_YEAR, LAST_YEAR] = [1970, 2999];

/** @throws ApiError when there is no such day. */
export function requireDay(day: string): Temporal.PlainDate {
  const date = dateOf(day);
  if (date === undefined || date.year < FIRST_YEAR || date.year > LAST_YEAR) {
    throw badRequest(`There is no day ${day} from ${FIRST_YEAR} to ${LAST_YEAR}; write days as 2025-11-30.`);
  }
  return date;
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

/** @throws ApiError when there is no such month. */
export function requireMonth(month: string): void {
  requireDay(`${month}-01`);
}

/** The zone as its name is written. @throws ApiError when there is none of that name. */
export function requireZone(zone: string): string {
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  } catch {
    throw badRequest(`There is no time zone "${zone}"; use an IANA name such as Europe/Paris.`);
  }
}

const MOST_DAYS = 400;

/** Checks days that were asked for together. @throws ApiError when there are none, or too many. */
export function requireDays(from: string, to: string): void {
  const days = requireDay(from).until(requireDay(to)).days + 1;
  if (days < 1) {
    throw badRequest(`${to} is before ${from}: the first day comes first.`);
  }
  if (days > MOST_DAYS) {
    throw badRequest(`From ${from} to ${to} are ${days} days; ask for at most ${MOST_DAYS} at a time.`);
  }
}
