import { EmptyState, Skeleton, Text, TextInput } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type DayTimeline, dayQuery } from "../api/hours.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { DurationSwitch } from "./duration-switch.tsx";
import classes from "./hours.module.css";
import { useHoursSearch } from "./hours-search.ts";
import { Legend } from "./legend.tsx";
import { LineFilter } from "./report/line-filter.tsx";
import { Stepper } from "./stepper.tsx";
import { addDays, dayAt, formatDay, isDay } from "./time/days.ts";
import { Axis } from "./timeline/axis.tsx";
import { HoverTips } from "./timeline/hover-tips.tsx";
import { PersonRow } from "./timeline/person-row.tsx";
import timelineClasses from "./timeline/timeline.module.css";
import { nowOf, useMinute } from "./timeline/use-minute.ts";
import { useZone } from "./use-zone.ts";
import { AddressedZone } from "./zone-select.tsx";

const HOUR = 3_600_000;

/** A day of everybody, side by side. */
export function DayPage(): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { search, change } = useHoursSearch();
  const zone = useZone();
  const today = dayAt(useMinute(), zone);
  const day = search.day ?? today;
  const show = (wanted: string) => change({ day: wanted === today ? undefined : wanted });
  return (
    <div className={classes.times}>
      <PageHeading
        title={t("day.people")}
        actions={
          <>
            <AddressedZone zone={zone} />
            <DurationSwitch />
          </>
        }
      />
      <div className={classes.toolbar}>
        <Stepper
          text={formatDay(day, i18n.language, { weekday: "short", day: "numeric", month: "short", year: "numeric" })}
          previous={t("day.previous")}
          next={t("day.next")}
          present={t("day.present")}
          isPresent={day === today}
          onStep={(step) => show(step === 0 ? today : addDays(day, step))}
        />
        <TextInput
          type="date"
          aria-label={t("day.date")}
          value={day}
          onChange={(event) => isDay(event.currentTarget.value) && show(event.currentTarget.value)}
        />
        <LineFilter kind="team" query={{ from: day, to: day, zone }} />
      </div>
      <People day={day} zone={zone} team={search.team} isToday={day === today} />
    </div>
  );
}

interface PeopleProps {
  readonly day: string;
  readonly zone: string;
  readonly team: string | undefined;
  readonly isToday: boolean;
}

function People({ day, zone, team, isToday }: PeopleProps): ReactElement {
  const { t } = useTranslation("hours");
  const found = useQuery({ ...dayQuery({ day, zone, team }), refetchInterval: isToday ? 60_000 : false });
  if (found.isError) return <ErrorAlert title={t("failed")} error={found.error} onRetry={found.refetch} />;
  if (found.data === undefined) return <Skeleton height={420} aria-busy="true" />;
  if (found.data.lines.length === 0) {
    return (
      <EmptyState
        icon={<IconCalendarOff />}
        title={t("day.emptyTitle")}
        description={t("day.empty")}
        withIndicatorBackground
        py={56}
      />
    );
  }
  return (
    <section className={classes.card} aria-label={t("day.people")} aria-busy={found.isPlaceholderData}>
      <Timeline timeline={found.data} />
    </section>
  );
}

function Timeline({ timeline }: { timeline: DayTimeline }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const now = nowOf(timeline, useMinute());
  const hours = (timeline.end - timeline.start) / HOUR;
  const lines = timeline.lines.toSorted((a, b) =>
    a.username.localeCompare(b.username, i18n.language, { numeric: true }),
  );
  return (
    <HoverTips>
      {hours !== 24 && (
        <Text size="sm" mb="xs">
          {t("day.length", { hours })}
        </Text>
      )}
      <div className={timelineClasses.head}>
        <Text size="xs" c="dimmed">
          {t("day.onlyPresent", { count: lines.length })}
        </Text>
        <Axis day={timeline} zone={timeline.zone} />
      </div>
      <ul className={timelineClasses.rows}>
        {lines.map((line) => (
          <PersonRow key={line.username} timeline={timeline} line={line} now={now} />
        ))}
      </ul>
      <Legend kinds={["connected", "active", "live", "doubtful", "shared", "added", "removed", "down"]} />
    </HoverTips>
  );
}
