import { execFileSync } from "node:child_process";
import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { sampleReport } from "./testing/sample-report.ts";
import type { Language } from "./texts.ts";
import { type ReportFormat, writeReport } from "./write-report.ts";

const WORKER_TIME = 30_000;

async function written(format: ReportFormat, language: Language, report = sampleReport("alexandra", "=cmd")) {
  const { content } = await writeReport(report, format, language, "clerk");
  return Buffer.from(content);
}

describe("CSV", () => {
  test.each([
    [
      "fr",
      ";",
      ["alexandra", "03/11/2025", "08:30", "17:00", "7,50", "6,00", "8,00", "-0,50", "1,00", "0,00", "-0,50"],
    ],
    [
      "en",
      ",",
      ["alexandra", "03/11/2025", "08:30", "17:00", "7.50", "6.00", "8.00", "-0.50", "1.00", "0.00", "-0.50"],
    ],
  ] as const)("has numbers as people write them: %s", async (language, delimiter, expected) => {
    const rows = parse(await written("csv", language), { delimiter, bom: true }) as string[][];
    expect(rows[1]?.slice(0, expected.length)).toEqual(expected);
    expect(rows[1]?.at(-1)).toContain('Fête; "du" lieu');
    expect(rows).toHaveLength(3);
  });

  test("has no name that a spreadsheet takes for a formula", async () => {
    const rows = parse(await written("csv", "en"), { bom: true }) as string[][];
    expect(rows[2]?.[0]).toBe("'=cmd");
  });
});

describe("XLSX", () => {
  test(
    "is opened by another library, with durations and days that can be counted with",
    async () => {
      const report = sampleReport("alexandra", "=cmd");
      const file = await written("xlsx", "fr", report);
      const totals = await readSheet(file, 1);
      const [headings, alexandra, formula, sum] = totals.slice(-4);
      expect(headings?.slice(0, 3)).toEqual(["Personne", "Connecté", "Actif"]);
      expect(alexandra?.[0]).toBe("alexandra");
      expect(alexandra?.[1]).toEqual(new Date(Date.UTC(1899, 11, 30, 7, 30)));
      expect(alexandra?.[4]).toBeCloseTo(-0.5, 9);
      expect(formula?.[0]).toBe("=cmd");
      expect(sum?.[0]).toBe("Total");

      const [, day] = await readSheet(file, "Détail");
      expect(day?.[1]).toEqual(new Date(Date.UTC(2025, 10, 3)));
      expect(JSON.stringify(day?.[2])).toContain("T08:30:00");
    },
    WORKER_TIME,
  );

  test(
    "of nobody says so",
    async () => {
      const totals = await readSheet(await written("xlsx", "en", sampleReport()), 1);
      expect(totals.flat()).toContain("Nobody worked in this time.");
    },
    WORKER_TIME,
  );
});

describe("PDF", () => {
  function textOf(pdf: Buffer): string {
    return execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  }

  test(
    "has every person on numbered pages",
    async () => {
      const names = Array.from({ length: 60 }, (_, index) => `agent-${index + 1}é`);
      const text = textOf(await written("pdf", "fr", sampleReport(...names)));
      for (const name of names) expect(text).toContain(name);
      expect(text).toContain("Heures travaillées");
      expect(text).toMatch(/agent-1é .* 7 h 30 .* −0 h 30/);
      expect(text).toContain("Page 1 sur");
      expect(text, "nothing is cut off").not.toContain("…");
    },
    WORKER_TIME,
  );

  test(
    "says by whom it was closed, and shouts when the figures are others",
    async () => {
      const closed = { month: "2025-11", zone: "UTC", by: "nirina", at: Date.UTC(2025, 11, 1, 6), valid: true };
      const genuine = textOf(await written("pdf", "en", { ...sampleReport("alexandra"), closed }));
      expect(genuine).toContain("Closed and signed by nirina, 01/12/2025, 09:00");
      expect(genuine).not.toContain("WARNING");
      const forged = { ...sampleReport("alexandra"), closed: { ...closed, valid: false } };
      expect(textOf(await written("pdf", "en", forged))).toContain("WARNING");
    },
    WORKER_TIME,
  );
});

test("JSON has the figures as they are", async () => {
  const report = sampleReport("alexandra");
  expect(JSON.parse((await written("json", "en", report)).toString())).toEqual(report);
});

test.each([
  ["2025-11-01", "2025-11-30", "hours-2025-11.csv"],
  ["2025-11-01", "2025-11-29", "hours-2025-11-01_2025-11-29.csv"],
  ["2025-11-01", "2025-12-31", "hours-2025-11-01_2025-12-31.csv"],
])("a file is named after its days: %s to %s", async (from, to, name) => {
  expect((await writeReport({ ...sampleReport(), from, to }, "csv", "en", "clerk")).name).toBe(name);
});
