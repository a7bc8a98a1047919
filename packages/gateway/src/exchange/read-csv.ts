import { CsvError, parse } from "csv-parse/sync";
import { CONNECTION_ATTRIBUTES } from "../parameters/connection-attributes.ts";
import { isSecretParameter } from "../parameters/connection-parameters.ts";
import { RDP_PARAMETERS } from "../parameters/rdp-parameters.ts";
import { undefuse } from "./csv-writer.ts";
import { EMPTY_DOCUMENT, type ExchangeConnection, type ExchangeProblem, type ReadResult } from "./document.ts";
import { parseList, parsePath } from "./path.ts";

const DELIMITERS = [",", ";", "\t"] as const;
const FIELDS = ["name", "protocol", "group", "parentIdentifier", "users", "groups"] as const;
type Field = (typeof FIELDS)[number];

const ATTRIBUTES = new Set(
  CONNECTION_ATTRIBUTES.flatMap((group) => group.parameters).map((attribute) => attribute.name),
);

const PARAMETERS = new Set(RDP_PARAMETERS.flatMap((group) => group.parameters).map((parameter) => parameter.name));

/** What a column holds. */
type Column =
  | { readonly kind: "field"; readonly name: Field }
  | { readonly kind: "parameter" | "attribute"; readonly name: string };

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The delimiter that is most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const [header = ""] = text.replaceAll(/"[^"]*"/g, "").split(/[\r\n]/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** What a heading means; undefined when that is not known. */
export function columnOf(heading: string): Column | undefined {
  const [, name = "", kind] = /^(.*?)\s*\((parameter|attribute)\)$/.exec(heading) ?? [];
  if (name !== "") {
    return { kind: kind === "attribute" ? "attribute" : "parameter", name };
  }
  const field = FIELDS.find((candidate) => candidate === heading);
  if (field !== undefined) {
    return { kind: "field", name: field };
  }
  if (ATTRIBUTES.has(heading)) {
    return { kind: "attribute", name: heading };
  }
  return PARAMETERS.has(heading) || isSecretParameter(heading) ? { kind: "parameter", name: heading } : undefined;
}

/** What is wrong with the headings. */
function problemsOf(headings: readonly string[]): ExchangeProblem[] {
  const problems: ExchangeProblem[] = [];
  const seen = new Set<string>();
  for (const heading of headings) {
    if (columnOf(heading) === undefined) {
      const message = `The column "${heading}" is not known. Write "${heading} (parameter)" or "${heading} (attribute)" if it is meant so.`;
      problems.push({ line: 1, field: heading, message });
    } else if (seen.has(heading)) {
      problems.push({ line: 1, field: heading, message: `There are two columns "${heading}".` });
    }
    seen.add(heading);
  }
  for (const needed of ["name", "protocol"]) {
    if (!headings.includes(needed)) {
      problems.push({ line: 1, field: needed, message: `The column "${needed}" is missing from the first line.` });
    }
  }
  return problems;
}

function connectionOf(line: number, columns: readonly Column[], cells: readonly string[]): ExchangeConnection {
  const pick = (kind: Column["kind"]) =>
    Object.fromEntries(
      columns.flatMap((column, index) => {
        const value = undefuse(cells[index] ?? "");
        return column.kind === kind && value !== "" ? [[column.name, value]] : [];
      }),
    );
  const fields: Partial<Record<Field, string>> = pick("field");
  const { parentIdentifier } = fields;
  return {
    line,
    name: fields.name ?? "",
    protocol: fields.protocol ?? "",
    parent: parentIdentifier === undefined ? parsePath(fields.group ?? "") : { identifier: parentIdentifier },
    parameters: pick("parameter"),
    attributes: pick("attribute"),
    users: parseList(fields.users ?? ""),
    groups: parseList(fields.groups ?? ""),
  };
}

/** The records of a CSV file (RFC 4180) with commas, semicolons or tabs, each with the line on which it begins. */
function recordsOf(text: string): { line: number; cells: readonly string[] }[] {
  const options = { delimiter: delimiterOf(text), bom: true, relax_column_count: true, skip_empty_lines: true };
  const records = parse(text, { ...options, info: true }) as unknown as readonly CsvRecord[];
  // The parser counts to the end of a record, and a CRLF in a value twice.
  let countedTwice = 0;
  return records.map(({ record, info }) => {
    const values = record.join(" ");
    const line = info.lines - countedTwice - (values.match(/[\r\n]/g)?.length ?? 0);
    countedTwice += values.match(/\r\n/g)?.length ?? 0;
    return { line, cells: record };
  });
}

/** Reads connections from a CSV file in Guacamole's format. */
export function readCsv(text: string): ReadResult {
  let records: ReturnType<typeof recordsOf>;
  try {
    records = recordsOf(text);
  } catch (error) {
    if (error instanceof CsvError) {
      return { document: EMPTY_DOCUMENT, problems: [{ line: Number(error.lines ?? 0), message: `${error.message}.` }] };
    }
    throw error;
  }
  const [header, ...rows] = records;
  const headings = header?.cells.map((heading) => heading.trim()) ?? [];
  const problems = problemsOf(headings);
  if (problems.length > 0) {
    return { document: EMPTY_DOCUMENT, problems };
  }
  const columns = headings.map(columnOf).filter((column) => column !== undefined);
  const tooLong = rows.filter((row) => row.cells.length > headings.length);
  const both = headings.includes("group") && headings.includes("parentIdentifier");
  return {
    document: {
      ...EMPTY_DOCUMENT,
      connections: rows.map(({ line, cells }) => connectionOf(line, columns, cells)),
    },
    problems: [
      ...(both
        ? [
            {
              line: 1,
              field: "parentIdentifier",
              message: 'Either "group" or "parentIdentifier" names the group, not both.',
            },
          ]
        : []),
      ...tooLong.map(({ line, cells }) => ({
        line,
        message: `There are ${cells.length} fields, but ${headings.length} columns. A value with the delimiter in it needs quotes.`,
      })),
    ],
  };
}
