import { calendarOf } from "./calendar.ts";
import type { FrozenMonth } from "./closing-text.ts";
import type { Bucket, Figures, HoursLine, HoursReport, HoursRequest } from "./hours-report.ts";
import { Lines, type Subject } from "./report-lines.ts";
import { addTally, emptyTally, figuresOf, type Tally } from "./tally.ts";

/** The people of a report, and the lines into which each of them goes. */
export interface FrozenQuestion extends HoursRequest {
  /** Who have a line in any case. */
  readonly subjects: readonly Subject[];
  /** The lines of a person; none: they are not asked for. */
  subjectsOf(person: HoursLine): readonly Subject[];
}

/**
 * A report from what was frozen. Days, whole weeks of the month and the whole month are as they were counted; of other spans the
 * figures of the days are added up, so that a session over midnight is one of each day.
 */
export function frozenReport(frozen: FrozenMonth, { subjects, subjectsOf, ...request }: FrozenQuestion): HoursReport {
  const calendar = calendarOf(request);
  const lines = new Lines(request, calendar);
  for (const subject of subjects) {
    lines.open(subject);
  }
  const weeks = new Map(frozen.weeks.lines.map((line) => [line.name, line.buckets]));
  const total = emptyTally();
  const isWhole = calendar.from === frozen.days.from && calendar.to === frozen.days.to;
  for (const person of frozen.days.lines) {
    const { buckets: days } = person;
    const counted: Counted[] = [...days, ...(weeks.get(person.name) ?? []), wholeMonth(frozen, person)];
    const tallyOf = (span: Days) => tallySpan(span, counted, days);
    const count = { spans: calendar.spans.map(tallyOf), total: tallyOf(calendar) };
    const own = subjectsOf(person);
    if (own.length === 0 || !(isWhole || saysSomething(count.total))) {
      continue;
    }
    for (const subject of own) {
      lines.add(subject, count);
    }
    addTally(total, count.total);
  }
  const { countedAt, idleLimit } = frozen.days;
  return { ...request, countedAt, idleLimit, lines: lines.finish(), total: figuresOf(total) };
}

/** Who has nothing in the days that are asked for, and was to have nothing, has no line. */
function saysSomething({ planned, ...figures }: Tally): boolean {
  return planned !== null || Object.values(figures).some((figure) => figure !== null && figure !== 0);
}

type Days = Pick<Bucket, "from" | "to">;
type Counted = Figures & Partial<Bucket> & Days;

function wholeMonth({ days: { from, to } }: FrozenMonth, { total }: HoursLine): Counted {
  return { ...total, from, to };
}

/** What was counted of exactly these days, else the sum of the days. */
function tallySpan({ from, to }: Days, counted: readonly Counted[], days: readonly Counted[]): Tally {
  const exact = counted.find((figures) => figures.from === from && figures.to === to);
  const parts = exact === undefined ? days.filter((day) => day.from >= from && day.to <= to) : [exact];
  const sum = emptyTally();
  for (const part of parts) {
    addTally(sum, asTally(part));
  }
  return sum;
}

/** Activity is known of all sessions or of none: more the figures do not tell. */
function asTally({ from: _, to: __, ...figures }: Counted): Tally {
  const { active, sessions, firstIn = null, lastOut = null, holiday = null } = figures;
  return { ...figures, firstIn, lastOut, holiday, active: active ?? 0, recorded: active === null ? 0 : sessions };
}
