import { Store } from "./devices/store.ts";

/** Makes a value of what was kept, whatever that is: another version of the page may have written it. */
type Check<Value> = (kept: unknown) => Value;

/** What a person chooses, kept in this browser for all desktops. Where nothing may be kept, it holds as long as the page. */
export class KeptStore<Value> extends Store<Value> {
  constructor(key: string, check: Check<Value>, storage: () => Storage = () => localStorage) {
    super(check(read(key, storage)));
    this.subscribe(() => {
      try {
        storage().setItem(key, JSON.stringify(this.value));
      } catch {
        // Forbidden, or full.
      }
    });
  }
}

function read(key: string, storage: () => Storage): unknown {
  try {
    return JSON.parse(storage().getItem(key) ?? "null");
  } catch {
    return undefined;
  }
}

/** One of `values`; the first unless another was chosen. */
export function oneOf<const Value extends string>(values: readonly [Value, ...Value[]]): Check<Value> {
  return (kept) => values.find((value) => value === kept) ?? values[0];
}

/** Any text that is not too long for what is chosen; empty at first. */
export function shortText(kept: unknown): string {
  return typeof kept === "string" && kept.length <= 500 ? kept : "";
}

/** Several choices under one key, each checked for itself. */
export function fields<Fields extends object>(
  checks: { readonly [Name in keyof Fields]: Check<Fields[Name]> },
): Check<Fields> {
  return (kept) => {
    const given: Partial<Record<PropertyKey, unknown>> = { ...(kept ?? {}) };
    const entries = Object.entries<Check<unknown>>(checks).map(([name, check]) => [name, check(given[name])]);
    return Object.fromEntries(entries) as Fields;
  };
}
