/** The name under which the worklet is found. */
export const RECORDER = "recorder";

/** What the worklet is to make. */
export interface RecorderOptions {
  /** Samples a second. */
  readonly rate: number;
  /** Samples of one message. */
  readonly frames: number;
}
