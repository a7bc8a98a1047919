import { queryOptions } from "@tanstack/react-query";
import { type ClosedMark, type HoursReport, hoursApi, parametersOf, type Span } from "./hours.ts";
import type { ListPage } from "./lists.ts";
import { request } from "./request.ts";

/** What somebody with the right has changed about a person's hours; the history itself stays as it is. */
export interface Correction extends Span {
  readonly id: number;
  readonly person: string;
  readonly kind: "add" | "remove" | "settle";
  readonly historyId: number | null;
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: number | null;
  readonly withdrawnReason: string | null;
}

export type CorrectionDraft =
  | ({ readonly kind: "add" | "remove"; readonly person: string; readonly reason: string } & Span)
  | { readonly kind: "settle"; readonly historyId: number; readonly end: number; readonly reason: string };

/** A session that has no end and does not live. */
export interface DoubtfulSession {
  readonly historyId: number;
  readonly person: string;
  readonly connectionName: string;
  readonly start: number;
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly user?: string | undefined;
}

export const correctionsQuery = (range: Range) =>
  queryOptions({
    queryKey: ["hours", "corrections", range],
    queryFn: async () =>
      (await request("GET", `${hoursApi}/corrections?${parametersOf({ ...range })}`)) as ListPage<Correction>,
  });

export const doubtfulQuery = (range: Range) =>
  queryOptions({
    queryKey: ["hours", "doubtful", range],
    queryFn: async () =>
      (await request("GET", `${hoursApi}/doubtful?${parametersOf({ ...range })}`)) as ListPage<DoubtfulSession>,
  });

export async function correctHours(draft: CorrectionDraft): Promise<void> {
  await request("POST", `${hoursApi}/corrections`, draft);
}

export async function withdrawCorrection(id: number, reason: string): Promise<void> {
  await request("POST", `${hoursApi}/corrections/${id}/withdraw`, { reason });
}

/** A month that was closed, perhaps reopened since. */
export interface Closing extends ClosedMark {
  readonly id: number;
  readonly reopenedBy: string | null;
  readonly reopenedAt: number | null;
  readonly reopenedReason: string | null;
}

export const closingsQuery = queryOptions({
  queryKey: ["hours", "closings"],
  queryFn: async () => (await request("GET", `${hoursApi}/closings`)) as ListPage<Closing>,
});

/** What was frozen when a month was closed, also if it was reopened since. */
export const frozenQuery = (month: string, id: number) =>
  queryOptions({
    queryKey: ["hours", "frozen", month, id],
    queryFn: async () => {
      const path = `${hoursApi}/closings/${month}?${parametersOf({ id: String(id) })}`;
      return (await request("GET", path)) as Closing & { readonly report: Omit<HoursReport, "closed"> };
    },
  });

export async function closeMonth(draft: { month: string; zone: string; evenDoubtful: boolean }): Promise<void> {
  await request("POST", `${hoursApi}/closings`, draft);
}

export async function reopenMonth(month: string, reason: string): Promise<void> {
  await request("POST", `${hoursApi}/closings/${month}/reopen`, { reason });
}
