import type { HoursLine } from "../../api/hours.ts";
import type { ReportColumn } from "./columns.ts";

const NAME = "name";

/** The lines in the order of a column, with `-` before its key from the end; what is not known comes last. */
export function sortedLines(
  lines: readonly HoursLine[],
  columns: readonly ReportColumn[],
  sort: string,
  language: string,
): readonly HoursLine[] {
  const isBackwards = sort.startsWith("-");
  const key = isBackwards ? sort.slice(1) : sort;
  const column = columns.find((one) => one.key === key);
  const names = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const byName = (a: HoursLine, b: HoursLine) => names.compare(a.name, b.name);
  const turn = isBackwards ? -1 : 1;
  if (column === undefined) return lines.toSorted((a, b) => (key === NAME ? turn : 1) * byName(a, b));
  return lines.toSorted((a, b) => {
    const [one, other] = [column.value(a), column.value(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return turn * (one - other) || byName(a, b);
  });
}
