import type { ReactElement } from "react";
import type { Span } from "../../api/hours.ts";
import { timeAt } from "../time/zoned-time.ts";
import { hoursOf, placeOf } from "./spans.ts";
import classes from "./timeline.module.css";

const LABELLED = 3;

/** The hours of a day, as its clocks have them. */
export function Axis({ day, zone }: { day: Span; zone: string }): ReactElement {
  return (
    <div className={classes.axis} aria-hidden>
      {hoursOf(day).map((moment, index) => (
        <span
          key={moment}
          style={{ insetInlineStart: `${placeOf({ start: moment, end: moment }, day)?.left}%` }}
          data-labelled={index % LABELLED === 0 || undefined}
        >
          {index % LABELLED === 0 && timeAt(moment, zone)}
        </span>
      ))}
    </div>
  );
}
