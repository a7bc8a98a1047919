import { ConfigurationError, type Inspection, inspectConfiguration } from "../configuration/configuration.ts";
import type { InForce } from "../configuration/read-settings.ts";
import { noticeLine } from "../configuration/without-meaning.ts";
import { defineCommand } from "./command.ts";

function table(settings: readonly InForce[]): string[] {
  const rows = settings.map(({ name, value = "", origin }) => [name, value, origin]);
  const widths = [0, 1].map((column) => Math.min(48, Math.max(...rows.map((cells) => cells[column].length))));
  return rows.map(([name, value, origin]) => `${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${origin}`);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function forPeople({ inForce, configuration, faults }: Inspection): string {
  const serious = configuration.notices.filter((notice) => notice.serious).map(noticeLine);
  const others = configuration.notices.filter((notice) => !notice.serious).map(noticeLine);
  return [
    ...table(inForce),
    section("Without a meaning here, and it matters:", serious),
    section("Without a meaning here:", others),
    section("Faults:", faults),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

export const configCommand = defineCommand({
  name: "config",
  summary: "Prints the settings in force and where each comes from.",
  usage: "[--json] [--check]",
  help: [
    "  --json   for programs: { settings, notices, faults }",
    "  --check  prints the faults only; the exit code is 1 if there is one",
  ].join("\n"),
  options: { json: { type: "boolean", default: false }, check: { type: "boolean", default: false } },
  run: (context, { values }) => {
    const inspection = inspectConfiguration(context.terminal.environment);
    const { inForce: settings, configuration, faults } = inspection;
    if (values.json) {
      context.print(JSON.stringify({ settings, notices: configuration.notices, faults }, null, 2));
    } else if (!values.check) {
      context.print(forPeople(inspection));
    }
    if (values.check && faults.length > 0) {
      throw new ConfigurationError(faults.join("\n"));
    }
  },
});
