/** Why a print did not become a PDF. */
export const PRINT_PROBLEMS = [
  /** More bytes than the gateway takes. */
  "too-long",
  /** Neither PDF nor PostScript: the desktop uses another driver. */
  "unknown-format",
  /** Ghostscript is not installed beside the gateway. */
  "no-converter",
  /** It took more time or memory than it may. */
  "too-costly",
  /** Ghostscript could not read it. */
  "not-converted",
  /** The gateway's disk is full. */
  "disk-full",
  /** The desktop went away in the middle. */
  "cut-off",
] as const;
export type PrintProblem = (typeof PRINT_PROBLEMS)[number];

/**
 * JSON payload of `DeviceDown.PrintJob`. Once it is ready:
 *   GET api/passerelle/sessions/{session}/prints/{job} gives the PDF (?download=true as attachment); DELETE removes it
 */
export interface PrintJob {
  readonly job: number;
  /** What the desktop calls it; absent: it does not say, or has not yet. */
  readonly name?: string;
  readonly state: "receiving" | "converting" | "ready" | "failed" | "removed";
  /** Received so far; of the PDF once it is ready. */
  readonly bytes: number;
  readonly pages?: number;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly problem?: PrintProblem;
}
