import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Figures } from "../../api/hours.ts";
import { useDurations } from "../use-durations.ts";
import classes from "./month.module.css";

interface TotalsProps {
  readonly figures: Figures;
  /** On how many days the person was there. */
  readonly days: number;
}

/** What a month came to. */
export function Totals({ figures, days }: TotalsProps): ReactElement {
  const { t } = useTranslation("hours");
  const { text, difference } = useDurations();
  const { connected, active, planned, breaks, breakTime, corrected, downTime } = figures;
  const entries = [
    { key: "connected", value: text(connected), more: t("totals.days", { count: days }) },
    {
      key: "planned",
      value: planned === null ? "—" : text(planned),
      more:
        planned === null ? t("totals.noPlan") : t("totals.difference", { difference: difference(connected - planned) }),
    },
    { key: "active", value: active === null ? "—" : text(active), more: shareText(active, connected) },
    { key: "breaks", value: text(breakTime), more: t("totals.count", { count: breaks }) },
    ...(corrected === 0
      ? []
      : [{ key: "corrected", value: difference(corrected), more: t("totals.inConnected") } as const]),
    ...(downTime === 0 ? [] : [{ key: "down", value: text(downTime), more: t("totals.downHelp") } as const]),
  ] as const;

  function shareText(part: number | null, whole: number): string {
    if (part === null) return t("totals.notRecorded");
    return whole === 0 ? "" : t("totals.share", { share: part / whole });
  }

  return (
    <dl className={classes.totals}>
      {entries.map(({ key, value, more }) => (
        <div key={key} data-main={key === "connected" || undefined}>
          <dt>{t(`totals.${key}`)}</dt>
          <dd>{value}</dd>
          <dd className={classes.more}>{more}</dd>
          {key === "planned" && planned !== null && planned > 0 && (
            <dd className={classes.progress} aria-hidden>
              <span style={{ inlineSize: `${Math.min(100, (connected / planned) * 100)}%` }} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
