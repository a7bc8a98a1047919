import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconPointFilled } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Bucket } from "../../api/hours.ts";
import { formatDay, weekdayOf } from "../time/days.ts";
import { timeAt } from "../time/zoned-time.ts";
import { useDurations } from "../use-durations.ts";
import classes from "./month.module.css";

interface CalendarDayProps {
  readonly day: string;
  readonly bucket: Bucket | undefined;
  readonly zone: string;
  /** The length of a whole bar, in milliseconds. */
  readonly scale: number;
  readonly isToday: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (day: string) => void;
}

/** A day of the calendar, as a button that shows more of it. */
export function CalendarDay(props: CalendarDayProps): ReactElement {
  const { day, bucket, zone, scale, isToday, isSelected, onSelect } = props;
  const { i18n } = useTranslation();
  const { text } = useDurations();
  const label = useDayLabel(day, bucket, zone);
  const percent = (time: number) => `${(time / scale) * 100}%`;
  const { connected = 0, active = 0, planned = null, firstIn = null, lastOut = null, holiday = null } = bucket ?? {};
  return (
    <button
      type="button"
      className={classes.day}
      data-day={day}
      data-weekend={weekdayOf(day) > 5 || undefined}
      data-holiday={holiday !== null || undefined}
      data-today={isToday || undefined}
      aria-pressed={isSelected}
      title={holiday ?? undefined}
      onClick={() => onSelect(day)}
    >
      <VisuallyHidden>{label}</VisuallyHidden>
      <span className={classes.shown} aria-hidden>
        <span className={classes.date}>
          <span className={classes.number}>{formatDay(day, i18n.language, { day: "numeric" })}</span>
          <span className={classes.weekday}>{formatDay(day, i18n.language, { weekday: "short" })}</span>
          {bucket !== undefined && bucket.live > 0 && <IconPointFilled size={16} className={classes.live} />}
          {bucket !== undefined && bucket.doubtful > 0 && <IconAlertTriangle size={15} className={classes.doubtful} />}
        </span>
        <span className={classes.hours}>{connected > 0 && text(connected)}</span>
        <span className={classes.bar}>
          <span data-kind="connected" style={{ inlineSize: percent(connected) }} />
          <span data-kind="active" style={{ inlineSize: percent(active ?? 0) }} />
          {planned !== null && planned > 0 && (
            <span data-kind="planned" style={{ insetInlineStart: percent(planned) }} />
          )}
        </span>
        <span className={classes.span}>
          {firstIn !== null && lastOut !== null
            ? `${timeAt(firstIn, zone)} – ${timeAt(lastOut, zone)}`
            : (holiday ?? "")}
        </span>
      </span>
    </button>
  );
}

/** All that the day shows, in words. */
function useDayLabel(day: string, bucket: Bucket | undefined, zone: string): string {
  const { t, i18n } = useTranslation("hours");
  const { text } = useDurations();
  const date = formatDay(day, i18n.language, { weekday: "long", day: "numeric", month: "long" });
  const { connected = 0, active = null, planned = null, firstIn = null, lastOut = null } = bucket ?? {};
  const parts = [
    date,
    bucket?.holiday,
    connected === 0 ? t("day.absent") : t("day.connected", { time: text(connected) }),
    active !== null && connected > 0 && t("day.active", { time: text(active) }),
    planned !== null && t("day.planned", { time: text(planned) }),
    firstIn !== null &&
      lastOut !== null &&
      t("day.between", { from: timeAt(firstIn, zone), to: timeAt(lastOut, zone) }),
    bucket !== undefined && bucket.live > 0 && t("marks.live", { count: bucket.live }),
    bucket !== undefined && bucket.doubtful > 0 && t("marks.doubtful", { count: bucket.doubtful }),
  ];
  return parts.filter((part) => typeof part === "string" && part !== "").join(", ");
}
