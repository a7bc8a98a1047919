import { type KeyObject, sign, verify } from "node:crypto";
import type { ClosedMonth } from "./closed-month.ts";
import type { HoursReport } from "./hours-report.ts";

/** Who closed which month, and when. */
export interface ClosingHead extends ClosedMonth {
  readonly closedBy: string;
  /** Milliseconds since 1970. */
  readonly closedAt: number;
}

/** What is frozen of a month: everybody's hours by day, and by week, as a session over midnight is one session of its week. */
export interface FrozenMonth {
  readonly days: HoursReport;
  readonly weeks: HoursReport;
}

/** The text that is signed: JSON that begins with its head. */
export function closingText(head: ClosingHead, frozen: FrozenMonth): string {
  const { days, weeks } = frozen;
  return `${beginOf(head)},${JSON.stringify({ days, weeks }).slice(1)}`;
}

function beginOf({ month, zone, closedBy, closedAt }: ClosingHead): string {
  return JSON.stringify({ month, zone, closedBy, closedAt }).slice(0, -1);
}

/** What was frozen; undefined when somebody made something else of the text. */
export function frozenMonth(text: string): FrozenMonth | undefined {
  try {
    const { days, weeks } = JSON.parse(text);
    return Array.isArray(days.lines) && Array.isArray(weeks.lines) ? { days, weeks } : undefined;
  } catch {
    return undefined;
  }
}

/** Signs a text (RFC 8032). @param key Ed25519 */
export function signText(text: string, key: KeyObject): Uint8Array {
  return sign(null, Buffer.from(text), key);
}

/** Whether the text is as it was signed, and of that head. @param key undefined: it is not known, so nothing is certain */
export function isGenuine(
  { head, text, signature }: { readonly head: ClosingHead; readonly text: string; readonly signature: Uint8Array },
  key: KeyObject | undefined,
): boolean {
  return key !== undefined && text.startsWith(`${beginOf(head)},`) && verify(null, Buffer.from(text), key, signature);
}
