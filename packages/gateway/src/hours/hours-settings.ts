/** What the operator decides about worked hours. */
export interface HoursSettings {
  /** Milliseconds without input after which a person counts as idle. */
  readonly idleLimit: number;
  /** Milliseconds between two sessions up to which the second one goes on with the first: a reconnection, no break. */
  readonly reconnectGap: number;
  /** The IANA time zone of reports for which nobody names another. */
  readonly zone: string;
}
