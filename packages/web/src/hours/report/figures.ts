import type { Figures } from "../../api/hours.ts";

/** What can be read off figures, in the order of the report's columns. */
export const figureKeys = [
  "connected",
  "plain",
  "active",
  "planned",
  "difference",
  "breaks",
  "downTime",
  "corrected",
  "sessions",
  "reconnects",
] as const;
export type FigureKey = (typeof figureKeys)[number];

/** Milliseconds, or a count; null where it is not known. */
export function figureOf(figures: Figures, key: FigureKey): number | null {
  if (key === "difference") return figures.planned === null ? null : figures.connected - figures.planned;
  return key === "breaks" ? figures.breakTime : figures[key];
}

/** Whether the figure has a sign: more or less than something. */
export function isSigned(key: FigureKey): boolean {
  return key === "difference" || key === "corrected";
}

export function isCount(key: FigureKey): boolean {
  return key === "sessions" || key === "reconnects";
}
