/** The escape of U+0000 or of half a surrogate pair, not a backslash that somebody typed. */
const UNSTORABLE_IN_JSON = /(?<!\\)(?:\\\\)*\\u(0000|d[89a-f])/;

/** What is wrong with texts that are not storable. */
export const UNSTORABLE = "The character U+0000 and halves of surrogate pairs cannot be stored.";

/** Whether PostgreSQL stores the texts of a JSON value. */
export function isStorable(value: unknown): boolean {
  return !UNSTORABLE_IN_JSON.test(JSON.stringify(value ?? null));
}

/** Whether a value holds a number that is none: "1e400" becomes Infinity where a number is asked for. */
export function holdsInfinity(value: unknown): boolean {
  // Nested as deep as a body may be, it would be too deep to recurse.
  const left = [value];
  for (let next = left.pop(); next !== undefined || left.length > 0; next = left.pop()) {
    if (typeof next === "number" && !Number.isFinite(next)) return true;
    if (typeof next === "object" && next !== null) {
      for (const item of Object.values(next)) left.push(item);
    }
  }
  return false;
}
