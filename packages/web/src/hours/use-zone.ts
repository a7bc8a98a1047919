import { useHoursSearch } from "./hours-search.ts";
import { useAccess } from "./use-access.ts";

/** The time zone in which days begin: of the address, else the gateway's. */
export function useZone(): string {
  const { zone: usual } = useAccess();
  return useHoursSearch().search.zone ?? usual;
}
