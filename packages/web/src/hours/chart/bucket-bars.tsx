import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useDurations } from "../use-durations.ts";
import classes from "./chart.module.css";
import { hourSteps } from "./hour-steps.ts";

const HOUR = 3_600_000;

export interface Bar {
  readonly key: string;
  /** Under the bar. */
  readonly label: string;
  /** What the bar is, in full. */
  readonly name: string;
  readonly connected: number;
  readonly active: number | null;
  readonly planned: number | null;
  readonly isFree: boolean;
}

interface BucketBarsProps {
  /** What the chart shows, for who does not see it. */
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** Bars of connected time, active time in them, with a line at what was planned. */
export function BucketBars({ label, bars }: BucketBarsProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { text } = useDurations();
  const most = Math.max(...bars.map(({ connected, planned }) => Math.max(connected, planned ?? 0)));
  const hours = new Intl.NumberFormat(i18n.language, { style: "unit", unit: "hour", unitDisplay: "narrow" });
  const { steps, top } = hourSteps(most);
  const percent = (time: number) => `${(time / top) * 100}%`;
  const title = ({ name, connected, active, planned }: Bar) =>
    [
      name,
      t("day.connected", { time: text(connected) }),
      active !== null && t("day.active", { time: text(active) }),
      planned !== null && t("day.planned", { time: text(planned) }),
    ]
      .filter(Boolean)
      .join("\n");
  return (
    <div className={classes.chart} role="img" aria-label={label}>
      <div className={classes.plot}>
        {steps.map((step) => (
          <span key={step} className={classes.line} style={{ insetBlockEnd: percent(step) }}>
            <span>{hours.format(step / HOUR)}</span>
          </span>
        ))}
        <div className={classes.bars}>
          {bars.map((bar) => (
            <span key={bar.key} className={classes.bar} data-free={bar.isFree || undefined} title={title(bar)}>
              <span data-kind="connected" style={{ blockSize: percent(bar.connected) }} />
              <span data-kind="active" style={{ blockSize: percent(bar.active ?? 0) }} />
              {bar.planned !== null && bar.planned > 0 && (
                <span data-kind="planned" style={{ insetBlockEnd: percent(bar.planned) }} />
              )}
            </span>
          ))}
        </div>
      </div>
      <div className={classes.labels}>
        {bars.map(({ key, label: name }) => (
          <span key={key}>{name}</span>
        ))}
      </div>
    </div>
  );
}
