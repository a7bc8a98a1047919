import { renameSync, writeFileSync } from "node:fs";
import { recordAudit } from "../database/audit.ts";
import { exportDocument } from "../exchange/export-document.ts";
import { FORMATS } from "../exchange/formats.ts";
import { OPERATOR } from "../exchange/import-document.ts";
import { openSecretBox } from "../secrets/open-secret-box.ts";
import { defineCommand, UsageError } from "./command.ts";
import { formatOf } from "./file-format.ts";
import { openGatewayDatabase } from "./secrets-database.ts";

export const exportCommand = defineCommand({
  name: "export",
  summary: "Writes connections, users and rights to a file that only its owner can read.",
  usage: "[--secrets] [--format csv|json|yaml] FILE",
  help: [
    "  --secrets        with the stored passwords and keys of connections, in clear",
    "  --format FORMAT  of the file, where its name does not tell; csv has the connections only",
  ].join("\n"),
  options: { secrets: { type: "boolean", default: false }, format: { type: "string" } },
  run: async (context, { positionals, values }) => {
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) {
      throw new UsageError("Name one file.");
    }
    const format = formatOf(file, values.format);
    const queries = await openGatewayDatabase(context);
    const secrets = await openSecretBox(context.configuration, queries);
    const withSecrets = values.secrets;
    const document = await exportDocument({ queries, secrets, caller: OPERATOR, withSecrets });
    const connections = document.connections.length;
    await recordAudit(queries, {
      actor: undefined,
      action: "export",
      details: { format, secrets: withSecrets, connections },
    });
    // A new file: one that is there may be readable by others.
    writeFileSync(`${file}.unfinished`, FORMATS[format].write(document), { mode: 0o600 });
    renameSync(`${file}.unfinished`, file);
    context.print(`${connections} connections were written to ${file}.`);
  },
});
