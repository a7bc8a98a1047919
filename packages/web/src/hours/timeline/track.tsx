import type { CSSProperties, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DayLine, DaySession, DayTimeline, Span } from "../../api/hours.ts";
import { timeAt } from "../time/zoned-time.ts";
import { useDurations } from "../use-durations.ts";
import { hoursOf, placeOf } from "./spans.ts";
import classes from "./timeline.module.css";

interface TrackProps {
  readonly timeline: DayTimeline;
  /** Undefined for somebody who was not there at all. */
  readonly line: DayLine | undefined;
  /** The present, if it is on this day. */
  readonly now: number | undefined;
}

/** A person's day from left to right. What it shows is also in `DayDetails`, so it is hidden from screen readers. */
export function Track({ timeline, line, now }: TrackProps): ReactElement {
  const { t } = useTranslation("hours");
  const { text } = useDurations();
  const { zone } = timeline;
  const between = ({ start, end }: Span) => `${timeAt(start, zone)} – ${timeAt(end, zone)}`;
  const tipOf = (session: DaySession) => {
    const { connectionName, start, end, state, shared } = session;
    const times = end === null ? t("session.from", { time: timeAt(start, zone) }) : between({ start, end });
    const length = end === null ? t("session.doubtful") : text(end - start);
    const marks = [state === "live" && t("session.live"), shared && t("session.shared")].filter(Boolean);
    return [connectionName, `${times} · ${length}`, ...marks].join("\n");
  };
  return (
    <div className={classes.track} aria-hidden>
      {hoursOf(timeline).map((moment) => (
        <i key={moment} className={classes.hour} style={styleOf({ start: moment, end: moment }, timeline)} />
      ))}
      {timeline.down.map((span) => (
        <Piece key={span.start} span={span} day={timeline} kind="down" tip={`${t("legend.down")}\n${between(span)}`} />
      ))}
      {line?.sessions.map((session) => (
        <Piece
          key={session.historyId}
          span={{ start: session.start, end: session.end ?? session.start }}
          day={timeline}
          kind={session.end === null ? "doubtful" : "connected"}
          state={session.state}
          isShared={session.shared}
          tip={tipOf(session)}
        />
      ))}
      {line?.active.map((span) => (
        <Piece
          key={span.start}
          span={span}
          day={timeline}
          kind="active"
          tip={`${t("legend.active")}\n${between(span)} · ${text(span.end - span.start)}`}
        />
      ))}
      {line?.corrections.map((correction) => (
        <Piece
          key={correction.id}
          span={correction}
          day={timeline}
          kind={correction.kind}
          tip={`${t(`correction.${correction.kind}`)}: ${between(correction)}\n${correction.reason}`}
        />
      ))}
      {now !== undefined && <i className={classes.now} style={styleOf({ start: now, end: now }, timeline)} />}
    </div>
  );
}

function styleOf(span: Span, day: Span): CSSProperties {
  const { left = 0, width = 0 } = placeOf(span, day) ?? {};
  return { insetInlineStart: `${left}%`, inlineSize: width === 0 ? undefined : `${width}%` };
}

interface PieceProps {
  readonly span: Span;
  readonly day: Span;
  readonly kind: "down" | "connected" | "doubtful" | "active" | "add" | "remove" | "settle";
  readonly tip: string;
  readonly state?: DaySession["state"];
  readonly isShared?: boolean;
}

function Piece({ span, day, kind, tip, state, isShared }: PieceProps): ReactElement | null {
  if (placeOf(span, day) === undefined) return null;
  return (
    <i
      className={classes.piece}
      data-kind={kind}
      data-state={state}
      data-shared={isShared || undefined}
      data-tip={tip}
      style={styleOf(span, day)}
    />
  );
}
