import { Type } from "typebox";
import { SourceError } from "../../exchange/guacamole-client.ts";
import { readGuacamole } from "../../exchange/guacamole-source.ts";
import { importDocument } from "../../exchange/import-document.ts";
import { badRequest, permissionDenied } from "../api-error.ts";
import { requirePerson } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { ImportAnswer, importAnswer } from "./exchange.ts";

const Body = Type.Object(
  {
    url: Type.String({ maxLength: 2048, description: "Its address, such as https://host/guacamole" }),
    username: Type.String({ maxLength: 128 }),
    password: Type.String({ maxLength: 1024 }),
    totp: Type.Optional(Type.String({ maxLength: 16 })),
    dryRun: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);

/** Moves in what another installation of Guacamole has; what is here already stays as it is. */
export function guacamoleImportRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  routes.post(
    "/import/guacamole",
    {
      schema: {
        tags: ["import and export"],
        summary: "Imports users (without passwords), groups, connections and rights from another installation's API",
        body: Body,
        response: { 200: ImportAnswer },
      },
    },
    async ({ caller, body: { dryRun, ...account } }) => {
      requirePerson(caller);
      if (!caller.administrator) {
        throw permissionDenied("Only administrators import from another installation.");
      }
      const document = await readGuacamole(account).catch((error: unknown) => {
        throw error instanceof SourceError ? badRequest(error.message) : error;
      });
      const options = { existing: "skip", dryRun, source: new URL(account.url).origin } as const;
      const result = await importDocument(queries, services, caller, { document, problems: [] }, options);
      sessions.recheck();
      return importAnswer(result);
    },
  );
}
