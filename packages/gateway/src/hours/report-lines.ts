import type { Calendar, Span } from "./calendar.ts";
import { compareNames } from "./compare-names.ts";
import type { Count } from "./count-time.ts";
import type { Bucket, HoursLine, HoursRequest } from "./hours-report.ts";
import { addTally, emptyTally, figuresOf, type Tally } from "./tally.ts";

/** Whose line it is. */
export type Subject = Pick<HoursLine, "key" | "name" | "deleted">;

interface Line extends Count {
  readonly subject: Subject;
}

/** The lines of a report while people are counted into them. */
export class Lines {
  readonly #request: HoursRequest;
  readonly #calendar: Calendar;
  readonly #lines = new Map<string, Line>();

  constructor(request: HoursRequest, calendar: Calendar) {
    this.#request = request;
    this.#calendar = calendar;
  }

  /** Counts what a person has done into the line of `subject`. */
  add(subject: Subject, { first = 0, spans, total }: Count): void {
    const line = this.open(subject);
    addTally(line.total, total);
    for (const [index, tally] of spans.entries()) {
      addTally(line.spans[first + index] ?? emptyTally(), tally);
    }
  }

  /** Makes sure that there is a line of `subject`. */
  open(subject: Subject): Line {
    const identity = JSON.stringify([subject.key, subject.name]);
    const line = this.#lines.get(identity) ?? {
      subject,
      spans: this.#calendar.spans.map(emptyTally),
      total: emptyTally(),
    };
    this.#lines.set(identity, line);
    return line;
  }

  /** The lines by name. */
  finish(): HoursLine[] {
    return [...this.#lines.values()]
      .sort((one, other) => compareNames(one.subject.name, other.subject.name))
      .map(({ subject, spans, total }) => ({
        ...subject,
        buckets: this.#calendar.spans.map((span, index) => bucketOf(this.#request, span, spans[index] ?? emptyTally())),
        total: figuresOf(total),
      }));
  }
}

/** What a line has of the days of `span`. */
export function bucketOf(
  { by, unit }: Pick<HoursRequest, "by" | "unit">,
  { from, to }: Span,
  tally: Readonly<Tally>,
): Bucket {
  const isDay = unit === "day";
  return {
    ...{ from, to },
    ...figuresOf(tally),
    firstIn: isDay ? tally.firstIn : null,
    lastOut: isDay ? tally.lastOut : null,
    holiday: isDay && by === "person" ? tally.holiday : null,
  };
}
