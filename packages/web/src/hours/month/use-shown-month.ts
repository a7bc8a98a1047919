import { useHoursSearch } from "../hours-search.ts";
import { dayAt, monthOf } from "../time/days.ts";
import { useMinute } from "../timeline/use-minute.ts";
import { useZone } from "../use-zone.ts";

interface ShownMonth {
  readonly zone: string;
  readonly today: string;
  readonly month: string;
  /** The day that is shown in full; today in the present month unless another was chosen. */
  readonly day: string | undefined;
}

/** What of the calendar the page shows. */
export function useShownMonth(): ShownMonth {
  const { search } = useHoursSearch();
  const zone = useZone();
  const today = dayAt(useMinute(), zone);
  const month = search.month ?? monthOf(search.day ?? today);
  return { zone, today, month, day: search.day ?? (month === monthOf(today) ? today : undefined) };
}
