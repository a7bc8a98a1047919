import { readFileSync } from "node:fs";
import { Passwords } from "../accounts/passwords.ts";
import { openPostgres } from "../database/database.ts";
import { readGuacamoleDatabase } from "../exchange/database-source.ts";
import type { ReadResult } from "../exchange/document.ts";
import { readFile } from "../exchange/formats.ts";
import { importDocument, OPERATOR } from "../exchange/import-document.ts";
import type { Existing, ImportResult } from "../exchange/import-result.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { defineCommand, UsageError } from "./command.ts";
import type { CommandContext } from "./command-context.ts";
import { databaseSettings } from "./database-url.ts";
import { formatOf } from "./file-format.ts";
import { openGatewayDatabase } from "./secrets-database.ts";

const EXISTING: readonly Existing[] = ["refuse", "skip", "replace"];

async function readDatabase(context: CommandContext, url: string, secrets: SecretBox): Promise<ReadResult> {
  const other = await openPostgres(databaseSettings(url), context.logger, "passerelle import");
  try {
    return { document: await readGuacamoleDatabase(other.queries, secrets), problems: [] };
  } finally {
    await other.close();
  }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function report(context: CommandContext, result: ImportResult, dryRun: boolean): void {
  for (const { line, message } of result.problems) {
    context.print(line > 0 ? `line ${line}: ${message}` : message);
  }
  if (result.problems.length > 0) {
    throw new Error("Nothing was imported.");
  }
  const { created, replaced, skipped, users, groups } = result;
  const [make, replace, leave] = dryRun ? ["Would make", "replace", "leave"] : ["Made", "replaced", "left"];
  context.print(
    `${make} ${created} connections, ${users} users and ${groups} groups, ${replace} ${replaced} connections and ${leave} ${skipped} as they are.`,
  );
}

export const importCommand = defineCommand({
  name: "import",
  summary: "Imports connections, users and rights from a file or from another Guacamole's database; all or nothing.",
  usage: "[--dry-run] [--existing refuse|skip|replace] [--format csv|json|yaml] FILE | --database URL",
  help: [
    "  --database URL   postgres://user:password@host:5432/database of Guacamole 1.0 to 1.6: users keep their passwords",
    "  --existing WHAT  what becomes of connections that are there already: refuse (default of files), skip (of databases), replace",
    "  --format FORMAT  of the file, where its name does not tell",
    "  --dry-run        says what would happen",
  ].join("\n"),
  options: {
    database: { type: "string" },
    existing: { type: "string" },
    format: { type: "string" },
    "dry-run": { type: "boolean", default: false },
  },
  run: async (context, { positionals, values }) => {
    const [file] = positionals;
    if ((file === undefined) === (values.database === undefined) || positionals.length > 1) {
      throw new UsageError("Name one file, or a database with --database.");
    }
    const existing = EXISTING.find(
      (choice) => choice === (values.existing ?? (file === undefined ? "skip" : "refuse")),
    );
    if (existing === undefined) {
      throw new UsageError(`--existing is one of ${EXISTING.join(", ")}.`);
    }
    const queries = await openGatewayDatabase(context);
    const secrets = await openSecretBox(context.configuration, queries);
    const passwords = new Passwords(secrets, context.configuration.accounts);
    const read =
      file === undefined
        ? await readDatabase(context, values.database ?? "", secrets)
        : readFile(formatOf(file, values.format), contentOf(file));
    const services = { secrets, passwords, sessions: { list: async () => [] } };
    const options = { existing, dryRun: values["dry-run"], source: file ?? "database" };
    report(context, await importDocument(queries, services, OPERATOR, read, options), options.dryRun);
  },
});
