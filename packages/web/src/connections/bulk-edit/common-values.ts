import { fetchStoredConnection, type StoredConnection } from "../../api/connections.ts";

export type FieldKind = "parameters" | "attributes";

/** What some connections have for a field: one value, or several; "" where it is not set. */
export type CommonValue = { readonly same: string } | { readonly different: readonly string[] };

/** Above this, the values of the connections are not looked at: each takes a request. */
export const comparedAtMost = 100;

/** How many requests are under way at once. */
const atOnce = 6;

/** What is stored of some connections. */
export async function fetchCompared(identifiers: readonly string[]): Promise<StoredConnection[]> {
  const found: StoredConnection[] = [];
  for (let from = 0; from < identifiers.length; from += atOnce) {
    found.push(...(await Promise.all(identifiers.slice(from, from + atOnce).map(fetchStoredConnection))));
  }
  return found;
}

/** What the connections have for a field; the values that differ, each once, in order. */
export function commonValue(connections: readonly StoredConnection[], kind: FieldKind, field: string): CommonValue {
  const values = [...new Set(connections.map((connection) => connection[kind][field] ?? ""))].sort();
  const [only = ""] = values;
  return values.length <= 1 ? { same: only } : { different: values };
}
