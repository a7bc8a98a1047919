import { useSuspenseQuery } from "@tanstack/react-query";
import { accessQuery } from "../api/hours.ts";
import { useHoursSearch } from "./hours-search.ts";

/** The time zone in which days begin: of the address, else the gateway's. */
export function useZone(): string {
  const { zone: usual } = useSuspenseQuery(accessQuery).data;
  return useHoursSearch().search.zone ?? usual;
}
