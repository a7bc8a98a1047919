import { useNavigate, useSearch } from "@tanstack/react-router";
import { type HoursBasis, type HoursUnit, hoursBases, hoursUnits } from "../api/hours.ts";
import { type FigureKey, figureKeys } from "./report/figures.ts";
import { isDay, isMonth } from "./time/days.ts";

/** What the address of a page of hours says; what is as usual is left out. */
export interface HoursSearch {
  readonly zone?: string | undefined;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by?: HoursBasis | undefined;
  readonly unit?: HoursUnit | undefined;
  readonly user?: string | undefined;
  readonly team?: string | undefined;
  readonly connection?: string | undefined;
  /** What the report shows of each day, week or month. */
  readonly figure?: FigureKey | undefined;
  /** The column that the report is sorted by, with `-` before it from the end. */
  readonly sort?: string | undefined;
  /** The part of a page with tabs. */
  readonly tab?: string | undefined;
}

const isName = (text: string) => /^.{1,256}$/u.test(text);
const isOneOf = (known: readonly string[]) => (text: string) => known.includes(text);

const accepted: Readonly<Record<keyof HoursSearch, (text: string) => boolean>> = {
  zone: (text) => /^[\w+/-]{1,64}$/.test(text),
  month: isMonth,
  day: isDay,
  from: isDay,
  to: isDay,
  by: isOneOf(hoursBases),
  unit: isOneOf(hoursUnits),
  user: isName,
  team: isName,
  connection: isName,
  figure: isOneOf(figureKeys),
  sort: (text) => /^-?\w[\w-]{0,40}$/.test(text),
  tab: (text) => /^\w{1,40}$/.test(text),
};

/** Takes what makes sense in the address and drops the rest. */
export function hoursSearch(given: Record<string, unknown>): HoursSearch {
  const entries = Object.entries(accepted).flatMap(([name, accepts]) => {
    const value = given[name];
    const text = value === undefined || typeof value === "object" ? "" : String(value);
    return accepts(text) ? [[name, text]] : [];
  });
  return Object.fromEntries(entries) as HoursSearch;
}

interface AddressedHours {
  readonly search: HoursSearch;
  /** Goes to the same page with this changed; undefined for what is as usual. */
  readonly change: (change: HoursSearch) => void;
}

/** What the address of the page says, and how to change it. */
export function useHoursSearch(): AddressedHours {
  const search = hoursSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return {
    search,
    change: (change) => {
      navigate({ to: ".", search: { ...search, ...change }, resetScroll: false });
    },
  };
}
