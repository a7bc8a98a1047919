import { type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DayLine, DayTimeline } from "../../api/hours.ts";
import { TextLink } from "../../shell/links.tsx";
import { Marks } from "../marks.tsx";
import { monthOf } from "../time/days.ts";
import { useDurations } from "../use-durations.ts";
import { DayDetails } from "./day-details.tsx";
import classes from "./timeline.module.css";
import { Track } from "./track.tsx";

interface PersonRowProps {
  readonly timeline: DayTimeline;
  readonly line: DayLine;
  readonly now: number | undefined;
}

/** A person's day among others; its details open below. */
export function PersonRow({ timeline, line, now }: PersonRowProps): ReactElement {
  const { t } = useTranslation("hours");
  const { text } = useDurations();
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const { username, figures } = line;
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        aria-expanded={isOpen}
        aria-controls={details}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={classes.who}>
          <span>{username}</span>
          <span>{text(figures.connected)}</span>
        </span>
        <Track timeline={timeline} line={line} now={now} />
      </button>
      <div id={details} className={classes.details} hidden={!isOpen}>
        {isOpen && (
          <>
            <Marks figures={figures} />
            <DayDetails line={line} zone={timeline.zone} />
            <TextLink
              to="/hours/people/$name"
              params={{ name: username }}
              search={{ month: monthOf(timeline.day), day: timeline.day }}
              size="sm"
              mt="xs"
              display="inline-block"
            >
              {t("day.toPerson", { name: username })}
            </TextLink>
          </>
        )}
      </div>
    </li>
  );
}
