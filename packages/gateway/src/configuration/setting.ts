/** One setting: the names it has in the environment, what it means, and how its text becomes a value. */
export interface Setting<Value> {
  /** The name we document first, then other spellings that are read: Guacamole's. */
  readonly names: readonly [string, ...string[]];
  /** For the documentation. */
  readonly meaning: string;
  /** What holds when it is unset or empty; absent when there is no such value. */
  readonly fallback?: string;
  /** Its value is printed nowhere. */
  readonly secret?: true;
  /** Throws an `Error` whose message completes "NAME ... "; that of a secret does not quote it. */
  readonly parse: (text: string) => Value;
}

export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** The value of every setting of a table: those without a fallback may be undefined. */
export type Values<Table extends SettingTable> = {
  readonly [Key in keyof Table]: Table[Key] extends { fallback: string }
    ? ReturnType<Table[Key]["parse"]>
    : ReturnType<Table[Key]["parse"]> | undefined;
};

/** Settings that are documented together. */
export interface Subject<Table extends SettingTable = SettingTable> {
  readonly title: string;
  /** For the documentation; may be empty. */
  readonly introduction: string;
  readonly settings: Table;
}

/** Keeps the exact type of the settings. */
export function subject<const Table extends SettingTable>(
  title: string,
  introduction: string,
  settings: Table,
): Subject<Table> {
  return { title, introduction, settings };
}
