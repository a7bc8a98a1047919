import { useInterval } from "@mantine/hooks";
import { useState } from "react";
import type { Span } from "../../api/hours.ts";

const MINUTE = 60_000;

/** The present, minute by minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), MINUTE, { autoInvoke: true });
  return now;
}

/** The present, if it is on this day. */
export function nowOf(day: Span, now: number): number | undefined {
  return now >= day.start && now < day.end ? now : undefined;
}
