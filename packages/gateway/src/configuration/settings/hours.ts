import { timeZone, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Text of minutes; gives milliseconds. */
function minutes(least: number): (value: string) => number {
  const parse = whole(least, DAY_MINUTES);
  return (value) => parse(value) * MINUTE;
}

export const HOURS = subject("Worked hours", "", {
  zone: {
    names: ["PASSERELLE_HOURS_ZONE"],
    meaning:
      "Time zone, such as `Indian/Antananarivo`, in which the days of worked hours begin where nobody names another; unset: that of the gateway.",
    parse: timeZone,
  },
  idleLimit: {
    names: ["PASSERELLE_HOURS_IDLE_LIMIT"],
    fallback: "5",
    meaning: "Minutes without input after which a person counts as idle.",
    parse: minutes(1),
  },
  reconnectGap: {
    names: ["PASSERELLE_HOURS_RECONNECT_GAP"],
    fallback: "5",
    meaning: "Minutes between two sessions up to which the second one is a reconnection and not the end of a break.",
    parse: minutes(0),
  },
});
