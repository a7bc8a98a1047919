import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { hoursBases, hoursUnits, type ReportQuery } from "../../api/hours.ts";
import classes from "../hours.module.css";
import { type HoursSearch, useHoursSearch } from "../hours-search.ts";
import { isDay } from "../time/days.ts";
import { type FigureKey, figureKeys } from "./figures.ts";
import { LineFilter } from "./line-filter.tsx";
import { type Preset, presetOf, presets, rangeOfPreset } from "./report-query.ts";

interface ReportFiltersProps {
  readonly query: ReportQuery;
  readonly today: string;
  readonly figure: FigureKey;
}

/** Which report is shown. */
export function ReportFilters({ query, today, figure }: ReportFiltersProps): ReactElement {
  const { t } = useTranslation("hours");
  const { change } = useHoursSearch();
  const options = <Key extends string>(keys: readonly Key[], text: (key: Key) => string) =>
    keys.map((value) => ({ value, label: text(value) }));
  return (
    <>
      <div className={classes.toolbar}>
        <RangeInputs query={query} today={today} />
      </div>
      <div className={classes.toolbar}>
        <NativeSelect
          aria-label={t("report.by")}
          data={options(hoursBases, (by) => t(`report.basis.${by}`))}
          value={query.by}
          onChange={(event) => change({ by: event.currentTarget.value as HoursSearch["by"], sort: undefined })}
        />
        <NativeSelect
          aria-label={t("report.unit")}
          data={options(hoursUnits, (unit) => t(`report.units.${unit}`))}
          value={query.unit}
          onChange={(event) => change({ unit: event.currentTarget.value as HoursSearch["unit"], sort: undefined })}
        />
        {query.unit !== "range" && (
          <NativeSelect
            aria-label={t("report.figure")}
            data={options(figureKeys, (key) => t(`column.${key}`))}
            value={figure}
            onChange={(event) => change({ figure: event.currentTarget.value as FigureKey })}
          />
        )}
        <LineFilter kind="team" query={query} />
        <LineFilter kind="user" query={query} />
        <LineFilter kind="connection" query={query} />
      </div>
    </>
  );
}

function RangeInputs({ query, today }: { query: ReportQuery; today: string }): ReactElement {
  const { t } = useTranslation("hours");
  const { change } = useHoursSearch();
  const preset = presetOf(query, today);
  const choose = (chosen: string) => {
    if (chosen === "thisMonth") change({ from: undefined, to: undefined });
    else change(chosen === "custom" ? { from: today, to: today } : rangeOfPreset(chosen as Preset, today));
  };
  const day = (name: "from" | "to") => (
    <TextInput
      type="date"
      aria-label={t(`report.${name}`)}
      value={query[name]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        // A date that is being typed is none for a while.
        if (isDay(chosen)) change({ from: query.from, to: query.to, [name]: chosen });
      }}
    />
  );
  return (
    <>
      <NativeSelect
        aria-label={t("report.range")}
        data={[...presets, "custom" as const].map((value) => ({ value, label: t(`report.preset.${value}`) }))}
        value={preset ?? "custom"}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {day("from")}
      {day("to")}
    </>
  );
}
