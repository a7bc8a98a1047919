import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { type Static, Type } from "typebox";
import { BYTE_ORDER_MARK, csvRecord } from "../../exchange/csv-writer.ts";
import { badRequest } from "../api-error.ts";

/** How a person reads dates and numbers. */
export const CsvQuery = Type.Object({
  language: Type.Union([Type.Literal("fr"), Type.Literal("en")], { default: "en" }),
  timeZone: Type.String({ maxLength: 64, default: "UTC", description: "An IANA time zone, such as Europe/Paris." }),
});

/** Writes values as a person reads them. */
export interface CsvFormat {
  readonly language: "fr" | "en";
  moment(date: Date | null): string;
  /** Hours, minutes and seconds. */
  duration(milliseconds: number | null): string;
  /** Hours as a decimal number. */
  hours(milliseconds: number | null): string;
}

/** ISO 8601 dates in English, whose own are ambiguous; French ones as everybody writes them. */
const LOCALES = { en: "sv-SE", fr: "fr-FR" };

/** @throws ApiError when there is no such time zone. */
export function csvFormat({ language, timeZone }: Static<typeof CsvQuery>): CsvFormat {
  let dates: Intl.DateTimeFormat;
  try {
    dates = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "short", timeStyle: "medium", timeZone });
  } catch {
    throw badRequest(`There is no time zone "${timeZone}"; use an IANA name such as Europe/Paris.`);
  }
  return {
    language,
    moment: (date) => (date === null ? "" : dates.format(date)),
    duration: (milliseconds) => (milliseconds === null ? "" : clock(Math.round(milliseconds / 1000))),
    hours: (milliseconds) => {
      const text = milliseconds === null ? "" : (milliseconds / 3_600_000).toFixed(2);
      return language === "fr" ? text.replace(".", ",") : text;
    },
  };
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Answers with a CSV file (RFC 4180), written as it is read. French spreadsheets expect semicolons. */
export function sendCsv<Row>(
  reply: FastifyReply,
  name: string,
  { language }: CsvFormat,
  headings: { readonly fr: readonly string[]; readonly en: readonly string[] },
  rows: AsyncIterable<Row>,
  recordOf: (row: Row) => readonly string[],
): FastifyReply {
  const delimiter = language === "fr" ? ";" : ",";
  async function* lines(): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvRecord(headings[language], delimiter);
    for await (const row of rows) {
      yield csvRecord(recordOf(row), delimiter);
    }
  }
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}.csv"`)
    .send(Readable.from(lines()));
}
