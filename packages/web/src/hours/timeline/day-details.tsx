import { Badge, Button, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DayLine, DaySession } from "../../api/hours.ts";
import { dayAt, formatDay } from "../time/days.ts";
import { timeAt } from "../time/zoned-time.ts";
import { useDurations } from "../use-durations.ts";
import classes from "./timeline.module.css";

interface DayDetailsProps {
  readonly line: DayLine;
  readonly zone: string;
  /** Gives a doubtful session an end; undefined for who may not. */
  readonly onSettle?: ((session: DaySession) => void) | undefined;
}

/** A person's day in figures, session by session, with its corrections. */
export function DayDetails({ line, zone, onSettle }: DayDetailsProps): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <>
      <DayFacts line={line} zone={zone} />
      {line.sessions.length > 0 && (
        <table className={classes.sessions}>
          <thead>
            <tr>
              <th>{t("session.time")}</th>
              <th>{t("session.duration")}</th>
              <th>{t("session.connection")}</th>
              <th>{t("session.state")}</th>
            </tr>
          </thead>
          <tbody>
            {line.sessions.map((session) => (
              <SessionRow key={session.historyId} {...{ session, zone, onSettle }} day={line.figures.from} />
            ))}
          </tbody>
        </table>
      )}
      {line.corrections.map(({ id, kind, start, end, reason }) => (
        <Text key={id} size="sm" mt={8}>
          {t(`correction.${kind}`)}{" "}
          <strong>
            {timeAt(start, zone)} – {timeAt(end, zone)}
          </strong>{" "}
          <Text span c="dimmed">
            {reason}
          </Text>
        </Text>
      ))}
    </>
  );
}

function DayFacts({ line, zone }: { line: DayLine; zone: string }): ReactElement {
  const { t } = useTranslation("hours");
  const { text, difference } = useDurations();
  const { connected, active, planned, firstIn, lastOut, breaks, breakTime, downTime, reconnects, corrected } =
    line.figures;
  const facts: readonly (readonly [string, ReactNode] | false)[] = [
    [t("totals.connected"), text(connected)],
    active !== null && [t("totals.active"), text(active)],
    planned !== null && [t("totals.planned"), `${text(planned)} (${difference(connected - planned)})`],
    firstIn !== null && [t("day.firstIn"), timeAt(firstIn, zone)],
    lastOut !== null && [t("day.lastOut"), timeAt(lastOut, zone)],
    breaks > 0 && [t("totals.breaks"), `${text(breakTime)} (${breaks})`],
    reconnects > 0 && [t("day.reconnects"), reconnects],
    downTime > 0 && [t("totals.down"), text(downTime)],
    corrected !== 0 && [t("totals.corrected"), difference(corrected)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.flatMap((fact) => (fact === false ? [] : [<Fact key={fact[0]} name={fact[0]} value={fact[1]} />]))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface SessionRowProps {
  readonly session: DaySession;
  /** The day that is shown. */
  readonly day: string;
  readonly zone: string;
  readonly onSettle: ((session: DaySession) => void) | undefined;
}

const colors = { live: "green", doubtful: "yellow", settled: "petrol" } as const;

function SessionRow({ session, day, zone, onSettle }: SessionRowProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { text } = useDurations();
  // Sessions over midnight are not cut.
  const time = (moment: number) => {
    const other = dayAt(moment, zone);
    const weekday = other === day ? "" : `${formatDay(other, i18n.language, { weekday: "short" })} `;
    return `${weekday}${timeAt(moment, zone)}`;
  };
  const { connectionName, start, end, state, shared } = session;
  return (
    <tr>
      <td>
        {time(start)} – {end === null ? "?" : state === "live" ? t("session.now") : time(end)}
      </td>
      <td>{end === null ? "—" : text(end - start)}</td>
      <td>
        {connectionName}
        {shared && ` (${t("session.shared")})`}
      </td>
      <td>
        {state === "ended" ? (
          <CauseText cause={session.cause} />
        ) : (
          <Badge
            variant="light"
            tt="none"
            miw="max-content"
            color={colors[state]}
            title={state === "doubtful" ? t("marks.doubtfulText") : undefined}
          >
            {t(`session.${state}`)}
          </Badge>
        )}
        {state === "doubtful" && onSettle && (
          <Button size="compact-xs" variant="default" ml="xs" onClick={() => onSettle(session)}>
            {t("session.settle")}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Why a session ended, where that is known and matters. */
function CauseText({ cause }: { cause: string | null }): ReactElement {
  const { t } = useTranslation("hours");
  if (cause === null) return <>{t("session.ended")}</>;
  if (cause === "left" || cause === "heartbeat") return <>{t(`cause.${cause}`)}</>;
  return <>{t("cause.failure")}</>;
}
