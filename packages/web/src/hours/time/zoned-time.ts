const offsetPattern = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?/;

/** By how much the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(moment)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours = 0, minutes = 0, seconds = 0] = offsetPattern.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/**
 * The moment at which the clocks of a zone show a time.
 * @param day YYYY-MM-DD
 * @param time HH:MM; one that is there twice, when clocks go back, is taken as the first, one that is skipped as it would be
 * without the change.
 */
export function momentOf(day: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const before = asUtc - offsetAt(asUtc - 86_400_000, zone);
  const after = asUtc - offsetAt(asUtc + 86_400_000, zone);
  return [before, after].find((moment) => moment + offsetAt(moment, zone) === asUtc) ?? before;
}

/** Formats are dear to make, and a page shows hundreds of times of the same zone. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat("en", { ...time, timeZone: zone });
  clocks.set(zone, made);
  return made;
}

/** What the clocks of a zone show, HH:MM. */
export function timeAt(moment: number, zone: string): string {
  return clockOf(zone).format(moment);
}

/** A date and time in a zone, as people of `language` write them. */
export function formatMomentIn(moment: number, language: string, zone: string): string {
  const options = { dateStyle: "medium", timeStyle: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat(language, options).format(moment);
}
