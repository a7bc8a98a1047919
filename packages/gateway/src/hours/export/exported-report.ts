import type { HoursReport } from "../hours-report.ts";

/** A report as it is written: what was counted, or what was frozen when its month was closed. */
export interface ExportedReport extends HoursReport {
  readonly closed: {
    readonly month: string;
    readonly zone: string;
    readonly by: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    /** The signature is that of these figures. */
    readonly valid: boolean;
  } | null;
}
