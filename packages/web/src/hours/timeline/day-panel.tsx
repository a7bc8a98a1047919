import { Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type DaySession, dayQuery } from "../../api/hours.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import hours from "../hours.module.css";
import { Legend } from "../legend.tsx";
import { formatDay } from "../time/days.ts";
import { Axis } from "./axis.tsx";
import { DayDetails } from "./day-details.tsx";
import { HoverTips } from "./hover-tips.tsx";
import { Track } from "./track.tsx";
import { nowOf, useMinute } from "./use-minute.ts";

interface DayPanelProps {
  readonly day: string;
  readonly zone: string;
  readonly user: string;
  /** What can be done about the day. */
  readonly actions?: ReactNode;
  readonly onSettle?: ((session: DaySession) => void) | undefined;
}

/** One day of one person. */
export function DayPanel({ day, zone, user, actions, onSettle }: DayPanelProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const now = useMinute();
  const found = useQuery({ ...dayQuery({ day, zone, user }), refetchInterval: 60_000 });
  const timeline = found.data?.day === day ? found.data : undefined;
  const line = timeline?.lines.find(({ username }) => username === user);
  return (
    <section className={hours.card} aria-label={t("day.title")}>
      <div className={hours.cardHead}>
        <Title order={2} fz="md">
          {formatDay(day, i18n.language, { weekday: "long", day: "numeric", month: "long", year: "numeric" })}
        </Title>
        {actions}
      </div>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : timeline === undefined ? (
        <Skeleton height={46} aria-busy="true" />
      ) : (
        <HoverTips>
          <Axis day={timeline} zone={zone} />
          <Track timeline={timeline} line={line} now={nowOf(timeline, now)} />
          {line === undefined || (line.sessions.length === 0 && line.corrections.length === 0) ? (
            <Text size="sm" c="dimmed" mt="sm">
              {t("day.nothing")}
            </Text>
          ) : (
            <DayDetails line={line} zone={zone} onSettle={onSettle} />
          )}
          <Legend kinds={["connected", "active", "live", "doubtful", "down"]} />
        </HoverTips>
      )}
    </section>
  );
}
