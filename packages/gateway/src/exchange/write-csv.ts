import { BYTE_ORDER_MARK, csvRecord } from "./csv-writer.ts";
import type { ExchangeDocument, Values } from "./document.ts";
import { formatList, formatPath } from "./path.ts";
import { columnOf } from "./read-csv.ts";

function namesOf(all: readonly Values[]): string[] {
  return [...new Set(all.flatMap((values) => Object.keys(values)))].sort();
}

/** A heading with as much in it as `readCsv` needs to know what is meant. */
function heading(kind: "parameter" | "attribute", name: string): string {
  const column = columnOf(name);
  return column?.kind === kind && column.name === name ? name : `${name} (${kind})`;
}

/** The connections of a document, and who may READ them, as `readCsv` reads them again. */
export function writeCsv({ connections }: ExchangeDocument): string {
  const parameters = namesOf(connections.map((connection) => connection.parameters));
  const attributes = namesOf(connections.map((connection) => connection.attributes));
  const headings = [
    ...["name", "protocol", "group", "users", "groups"],
    ...parameters.map((name) => heading("parameter", name)),
    ...attributes.map((name) => heading("attribute", name)),
  ];
  const records = connections.map((connection) => [
    connection.name,
    connection.protocol,
    "identifier" in connection.parent ? "" : formatPath(connection.parent),
    formatList(connection.users),
    formatList(connection.groups),
    ...parameters.map((name) => connection.parameters[name] ?? ""),
    ...attributes.map((name) => connection.attributes[name] ?? ""),
  ]);
  return BYTE_ORDER_MARK + [headings, ...records].map((record) => csvRecord(record, ",")).join("");
}
