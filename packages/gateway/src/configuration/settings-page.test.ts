import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SUBJECTS } from "./configuration.ts";
import type { Setting, Subject } from "./setting.ts";
import { FEATURES } from "./without-meaning.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const PAGE = join(ROOT, "docs/settings.md");

const INTRODUCTION = `# Settings

Everything is set by environment variables. The variables of Guacamole's image work as they are; where a row has several
names, the first one set goes before the others. What is Guacamole's and has no meaning here is named at the start, with the
reason.

- \`NAME_FILE\` names a file that holds the value of \`NAME\`, for every variable here: Docker's secrets.
- \`guacamole.properties\` in the folder \`GUACAMOLE_HOME\` is read, too: \`postgresql-port\` there is \`POSTGRESQL_PORT\` here.
  The environment goes before it.
- \`true\` and \`false\` are what switches take. An empty value is no value.
- An unknown name that starts with \`PASSERELLE_\`, and a value that cannot be, stop the start; all faults are told at once.
- \`npm run passerelle -- config\` prints what is in force and where it comes from; with \`--check\` its exit code is 1 if
  there is a fault.

This page is made of the program's own tables: \`npx vitest run packages/gateway/src/configuration -u\` writes it anew.
`;

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function settingRow({ names, fallback, meaning }: Setting<unknown>): string {
  const value = fallback === undefined ? "none" : fallback === "" ? "empty" : `\`${fallback}\``;
  return row([names.map((name) => `\`${name}\``).join("<br>"), value, meaning]);
}

function section({ title, introduction, settings }: Subject): string {
  const head = introduction === "" ? [`## ${title}`] : [`## ${title}`, introduction];
  const rows = Object.values(settings).map(settingRow);
  return [...head, ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n")].join("\n\n");
}

function withoutMeaning(): string {
  const rows = FEATURES.map(({ variables, reason }) => row([`\`${variables.source.replace(/^\^/, "")}\``, reason]));
  const table = ["| names that fit | why |", "| --- | --- |", ...rows].join("\n");
  return `## Without a meaning here\n\nThese are named at the start; extensions of Guacamole that lie in \`GUACAMOLE_HOME\` and a \`user-mapping.xml\` are, too.\n\n${table}`;
}

test("the documentation has every setting, as the program has it", async () => {
  const page = [INTRODUCTION.trimEnd(), ...SUBJECTS.map(section), withoutMeaning()].join("\n\n");
  await expect(`${page}\n`).toMatchFileSnapshot(PAGE);
});

test("no page of the documentation names a setting that there is not", () => {
  const known = SUBJECTS.flatMap(({ settings }) => Object.values(settings).flatMap(({ names }) => names));
  const pages = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => join("docs", name))];
  const named = pages
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => readFileSync(join(ROOT, name), "utf8").match(/\bPASSERELLE_[A-Z_]*[A-Z]\b/g) ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !known.includes(name) && !known.includes(name.replace(/_FILE$/, "")))).toEqual([]);
});
