/** A stretch of time, in milliseconds since 1970; its end is not part of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}
