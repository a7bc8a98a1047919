import { type KeyboardEvent, type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Bucket } from "../../api/hours.ts";
import { addDays, daysOf, formatDay, monthOf, rangeOfMonth, rangeOfWeek } from "../time/days.ts";
import { useDurations } from "../use-durations.ts";
import { CalendarDay } from "./calendar-day.tsx";
import classes from "./month.module.css";

interface CalendarProps {
  readonly month: string;
  /** By day; days of which nothing is known are missing. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly zone: string;
  readonly today: string;
  readonly selected: string | undefined;
  readonly onSelect: (day: string) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The first days of the weeks that a month has part in. */
function weeksOf(month: string): readonly string[] {
  const { from, to } = rangeOfMonth(month);
  return daysOf({ from: rangeOfWeek(from).from, to }).filter((_, index) => index % 7 === 0);
}

/** A month week by week, with the sum of each; arrow keys walk over its days. */
export function Calendar({ month, buckets, zone, today, selected, onSelect }: CalendarProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { text } = useDurations();
  const grid = useRef<HTMLDivElement>(null);
  const weeks = weeksOf(month);
  const first = weeks[0] ?? `${month}-01`;
  // What all bars of the month are measured by.
  const scale = Math.max(
    ...[...buckets.values()].map(({ connected, planned }) => Math.max(connected, planned ?? 0)),
    1,
  );

  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const at = (event.target as HTMLElement).dataset.day;
    if (step === undefined || at === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-day="${addDays(at, step)}"]`)?.focus();
  };
  const sumOf = (monday: string) =>
    daysOf(rangeOfWeek(monday))
      .filter((day) => monthOf(day) === month)
      .reduce((sum, day) => sum + (buckets.get(day)?.connected ?? 0), 0);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only passes the keyboard on between the buttons inside.
    <div ref={grid} className={classes.calendar} onKeyDown={walk}>
      <div className={classes.weekdays} aria-hidden>
        {daysOf(rangeOfWeek(first)).map((day) => (
          <span key={day}>{formatDay(day, i18n.language, { weekday: "short" })}</span>
        ))}
        <span>{t("month.week")}</span>
      </div>
      {weeks.map((monday) => (
        <div key={monday} className={classes.week}>
          {daysOf(rangeOfWeek(monday)).map((day) =>
            monthOf(day) === month ? (
              <CalendarDay
                key={day}
                day={day}
                bucket={buckets.get(day)}
                zone={zone}
                scale={scale}
                isToday={day === today}
                isSelected={day === selected}
                onSelect={onSelect}
              />
            ) : (
              <span key={day} className={classes.outside} />
            ),
          )}
          <p className={classes.weekSum}>
            <span>
              {t("month.weekOf", { day: formatDay(monday, i18n.language, { day: "numeric", month: "short" }) })}
            </span>
            <strong>{text(sumOf(monday))}</strong>
          </p>
        </div>
      ))}
    </div>
  );
}
