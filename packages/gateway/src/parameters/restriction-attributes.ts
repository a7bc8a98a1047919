import type { Group, Parameter } from "./form.ts";
import { parseHosts, parseTimes, RESTRICTION_ATTRIBUTES, RestrictionSyntaxError } from "./restrictions.ts";

function list(name: string, parse: (text: string) => unknown): Parameter {
  const check = (value: string) => {
    try {
      parse(value);
      return undefined;
    } catch (error) {
      if (error instanceof RestrictionSyntaxError) {
        return `${name}: ${error.message}`;
      }
      throw error;
    }
  };
  return { name, type: "TEXT", check };
}

const { timeAllowed, timeDenied, hostsAllowed, hostsDenied, timezone } = RESTRICTION_ATTRIBUTES;

/** When and from where something may be used: Guacamole's `restrict` extension, and the zone of its times. */
export const RESTRICTIONS: Group = {
  name: "restrict-access",
  parameters: [
    list(timeAllowed, parseTimes),
    list(timeDenied, parseTimes),
    list(hostsAllowed, parseHosts),
    list(hostsDenied, parseHosts),
    { name: timezone, type: "TIMEZONE" },
  ],
};
