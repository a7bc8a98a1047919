/** Prints rows as a Markdown table, columns aligned. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  print([line(headings), line(rule), ...rows.map(line)].join("\n"));
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A number with so many significant digits, none of them an exponent. */
export function digits(value: number | undefined, significant = 3): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  return String(Number(value.toPrecision(significant)));
}
