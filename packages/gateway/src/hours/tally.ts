import type { Figures } from "./hours-report.ts";

/** Figures that are being added up, of one person or many. */
export interface Tally {
  sessions: number;
  /** Those of `sessions` of which activity is known. */
  recorded: number;
  connected: number;
  active: number;
  corrected: number;
  plain: number;
  planned: number | null;
  breaks: number;
  breakTime: number;
  downTime: number;
  reconnects: number;
  doubtful: number;
  live: number;
  firstIn: number | null;
  lastOut: number | null;
  holiday: string | null;
}

export function emptyTally(): Tally {
  return {
    sessions: 0,
    recorded: 0,
    connected: 0,
    active: 0,
    corrected: 0,
    plain: 0,
    planned: null,
    breaks: 0,
    breakTime: 0,
    downTime: 0,
    reconnects: 0,
    doubtful: 0,
    live: 0,
    firstIn: null,
    lastOut: null,
    holiday: null,
  };
}

/** Adds `more` to `sum`. */
export function addTally(sum: Tally, more: Readonly<Tally>): void {
  sum.sessions += more.sessions;
  sum.recorded += more.recorded;
  sum.connected += more.connected;
  sum.active += more.active;
  sum.corrected += more.corrected;
  sum.plain += more.plain;
  sum.planned = ofBoth(sum.planned, more.planned, (one, other) => one + other);
  sum.breaks += more.breaks;
  sum.breakTime += more.breakTime;
  sum.downTime += more.downTime;
  sum.reconnects += more.reconnects;
  sum.doubtful += more.doubtful;
  sum.live += more.live;
  sum.firstIn = ofBoth(sum.firstIn, more.firstIn, Math.min);
  sum.lastOut = ofBoth(sum.lastOut, more.lastOut, Math.max);
  sum.holiday ??= more.holiday;
}

function ofBoth(one: number | null, other: number | null, join: (one: number, other: number) => number): number | null {
  return one === null || other === null ? (one ?? other) : join(one, other);
}

/** The figures as a report has them. */
export function figuresOf({ recorded, firstIn: _, lastOut: __, holiday: ___, ...figures }: Readonly<Tally>): Figures {
  return { ...figures, active: figures.sessions > 0 && recorded === 0 ? null : figures.active };
}
