/** Whose hours: all conditions that are given hold; without any, everybody's. */
export interface Whose {
  /** User names, as they are now; those of deleted accounts as they were. */
  readonly users?: readonly string[] | undefined;
  /** Ids of groups of users: those who are in one of them now, directly or through groups. */
  readonly teams?: readonly number[] | undefined;
  /** The id of a connection: only the time on it, without corrections and schedules, which are a person's whole time. */
  readonly connection?: number | undefined;
}
