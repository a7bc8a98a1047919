import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { exportDocument } from "../../exchange/export-document.ts";
import { FORMATS, readFile } from "../../exchange/formats.ts";
import { importDocument } from "../../exchange/import-document.ts";
import type { ImportResult } from "../../exchange/import-result.ts";
import { requireScope } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { nullable } from "./schemas.ts";

const MAX_FILE = 2 * 1024 * 1024;

const Format = Type.Union([Type.Literal("csv"), Type.Literal("json"), Type.Literal("yaml")]);
const Flag = Type.Boolean({ default: false });

const ImportQuery = Type.Object({
  format: Format,
  dryRun: Flag,
  existing: Type.Union([Type.Literal("refuse"), Type.Literal("skip"), Type.Literal("replace")], { default: "refuse" }),
});

/** What became of an import; with problems nothing was done. */
export const ImportAnswer = Type.Object({
  created: Type.Integer({ description: "Connections that were made." }),
  replaced: Type.Integer(),
  skipped: Type.Integer(),
  users: Type.Integer({ description: "Users that were made; they have no password." }),
  groups: Type.Integer({ description: "Groups of connections and of users that were made." }),
  problems: Type.Array(
    Type.Object({
      line: nullable(Type.Integer()),
      field: Type.Optional(Type.String()),
      message: Type.String(),
    }),
  ),
});

export function importAnswer({ problems, ...counts }: ImportResult): Static<typeof ImportAnswer> {
  return { ...counts, problems: problems.map(({ line, ...problem }) => ({ ...problem, line: line || null })) };
}

/** Connections, and all that belongs to them, as files. */
export function exchangeRoutes(routes: Routes, services: Services): void {
  const { queries, secrets, sessions } = services;
  const tags = ["import and export"];

  routes.register(async (files: Routes) => {
    // Whatever the browser calls the file: it is read as bytes, to see in which encoding it is.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MAX_FILE }, (_request, body, done) => {
      done(null, body);
    });

    files.post(
      "/import",
      {
        bodyLimit: MAX_FILE,
        schema: {
          tags,
          summary: "Imports a file of connections: CSV, JSON or YAML in Guacamole's format or that of an export",
          consumes: ["text/plain", "text/csv", "application/json", "application/yaml"],
          querystring: ImportQuery,
          body: Type.Unsafe<Buffer | null>({ description: "The file, in UTF-8, up to 2 MB." }),
          response: { 200: ImportAnswer },
        },
      },
      async ({ caller, query: { format, dryRun, existing }, body }) => {
        const read = readFile(format, body ?? new Uint8Array());
        const result = await importDocument(queries, services, caller, read, { existing, dryRun, source: format });
        sessions.recheck();
        return importAnswer(result);
      },
    );
  });

  routes.get(
    "/export",
    {
      schema: {
        tags,
        summary: "Everything that the caller may READ, as a file; parameters of what the caller may UPDATE",
        querystring: Type.Object({ format: Format, secrets: Flag }),
        response: { 200: Type.Unsafe<unknown>({ type: "string", description: "The file" }) },
      },
    },
    async ({ caller, query: { format, secrets: withSecrets } }, reply) => {
      if (withSecrets) {
        requireScope(caller, "secrets");
      }
      const { write, mediaType } = FORMATS[format];
      const document = await exportDocument({ queries, secrets, caller, withSecrets });
      const details = { format, secrets: withSecrets, connections: document.connections.length };
      await recordAudit(queries, { actor: caller, action: "export", details });
      return reply
        .header("content-type", `${mediaType}; charset=utf-8`)
        .header("content-disposition", `attachment; filename="connections.${format}"`)
        .send(write(document));
    },
  );
}
