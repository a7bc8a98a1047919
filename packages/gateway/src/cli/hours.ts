import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import { type AnsweredReport, reportFor } from "../api/passerelle/hours-report-request.ts";
import { requireDays, requireZone } from "../api/passerelle/hours-schemas.ts";
import { readPlainSums } from "../database/hours/read-plain-sums.ts";
import { OPERATOR } from "../exchange/import-document.ts";
import { Wording } from "../hours/export/wording.ts";
import { REPORT_FORMATS, writeReport } from "../hours/export/write-report.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import { defineCommand, UsageError } from "./command.ts";
import type { CommandContext } from "./command-context.ts";
import { openGatewayDatabase } from "./secrets-database.ts";

interface Days {
  readonly from: string;
  readonly to: string;
}

interface Wanted extends Days {
  readonly zone: string;
  readonly by: AnsweredReport["by"];
  readonly unit: AnsweredReport["unit"];
}

const BASES = ["person", "team", "connection"] as const;
const UNITS = ["day", "week", "month", "range"] as const;
const LANGUAGES = ["en", "fr"] as const;

function oneOf<Choice extends string>(option: string, choices: readonly Choice[], value: string): Choice {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw new UsageError(`--${option} is one of ${choices.join(", ")}, not "${value}".`);
  return choice;
}

/** The first and the last day of a month. */
function monthDays(month: string): Days {
  try {
    const { daysInMonth } = Temporal.PlainYearMonth.from(month);
    return { from: `${month}-01`, to: `${month}-${daysInMonth}` };
  } catch {
    throw new UsageError(`--month is one such as 2025-11, not "${month}".`);
  }
}

function daysOf(month: string | undefined, from: string | undefined, to: string | undefined, zone: string): Days {
  if (from === undefined && to === undefined) {
    return monthDays(month ?? Temporal.Now.plainDateISO(zone).toPlainYearMonth().toString());
  }
  if (month !== undefined || from === undefined || to === undefined) {
    throw new UsageError("Name a month, or the first and the last day: --from 2025-11-03 --to 2025-11-07.");
  }
  return { from, to };
}

function startOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds;
}

/** The shape of the sheet's script: hours by name. */
async function plainSums(context: CommandContext, { from, to, ...wanted }: Wanted): Promise<Record<string, number>> {
  requireDays(from, to);
  const zone = requireZone(wanted.zone);
  const queries = await openGatewayDatabase(context);
  const end = Temporal.PlainDate.from(to).add({ days: 1 });
  const sums = await readPlainSums(queries, startOf(Temporal.PlainDate.from(from), zone), startOf(end, zone));
  return Object.fromEntries([...sums].map(([username, hours]) => [username, Math.round(hours * 100) / 100]));
}

async function report(context: CommandContext, wanted: Wanted): Promise<AnsweredReport> {
  const queries = await openGatewayDatabase(context);
  const secrets = await openSecretBox(context.configuration, queries);
  return reportFor({ queries, secrets, hoursSettings: context.configuration.hours }, OPERATOR, wanted);
}

function table({ lines, total, zone }: AnsweredReport): string[] {
  const wording = new Wording("en", zone);
  const hours = (length: number | null) => (length === null ? "" : wording.decimalHours(length));
  const rows = [...lines, { name: "Total", total }].map(({ name, total: { connected, active, plain } }) => [
    name,
    ...[connected, active, plain].map(hours),
  ]);
  const all = [["", "connected", "active", "plain sum"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  return all.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}

export const hoursCommand = defineCommand({
  name: "hours",
  summary: "Reports worked hours: of the current month, of another one, or of any days.",
  usage: "[--month MONTH | --from DAY --to DAY] [--zone ZONE] [--by BASIS] [--unit UNIT] [--json | FILE]",
  help: [
    "  --month MONTH    such as 2025-11",
    "  --from, --to     first and last day, such as 2025-11-03",
    "  --zone ZONE      time zone in which days begin, such as Indian/Antananarivo (PASSERELLE_HOURS_ZONE)",
    "  --by BASIS       person (unless said otherwise), team or connection",
    "  --unit UNIT      range (unless said otherwise), month, week or day: the details of a file",
    "  --language LANG  of a file: en or fr",
    "  --json           {name: hours}, the plain sum of the history, as scripts on Guacamole's tables have it",
    "  FILE             to write: .csv, .xlsx, .pdf or .json",
  ].join("\n"),
  options: {
    ...{ month: { type: "string" }, from: { type: "string" }, to: { type: "string" }, zone: { type: "string" } },
    ...{ by: { type: "string", default: "person" }, unit: { type: "string", default: "range" } },
    ...{ language: { type: "string", default: "en" }, json: { type: "boolean", default: false } },
  },
  run: async (context, { positionals, values }) => {
    const [file] = positionals;
    if (positionals.length > 1 || (file !== undefined && values.json))
      throw new UsageError("Name one file, or --json.");
    const zone = values.zone ?? context.configuration.hours.zone;
    const wanted = {
      ...daysOf(values.month, values.from, values.to, zone),
      ...{ zone, by: oneOf("by", BASES, values.by), unit: oneOf("unit", UNITS, values.unit) },
    };
    if (file !== undefined) {
      const format = REPORT_FORMATS.find((known) => extname(file).toLowerCase() === `.${known}`);
      if (format === undefined)
        throw new UsageError(`A file is ${REPORT_FORMATS.map((known) => `.${known}`).join(", ")}, not "${file}".`);
      const language = oneOf("language", LANGUAGES, values.language);
      const { content } = await writeReport(await report(context, wanted), format, language, "");
      writeFileSync(file, content, { mode: 0o600 });
      context.print(`The hours of ${wanted.from} to ${wanted.to} were written to ${file}.`);
    } else if (values.json) {
      context.print(JSON.stringify(await plainSums(context, wanted), undefined, 2));
    } else {
      for (const line of table(await report(context, wanted))) context.print(line);
    }
  },
});
