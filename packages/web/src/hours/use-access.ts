import { useSuspenseQuery } from "@tanstack/react-query";
import { accessQuery, type HoursAccess } from "../api/hours.ts";

/** Whose hours the person may see, and what they may do; it was loaded before the page. */
export function useAccess(): HoursAccess {
  return useSuspenseQuery(accessQuery).data;
}
