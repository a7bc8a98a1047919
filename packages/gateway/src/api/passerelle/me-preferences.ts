import { Type } from "typebox";
import { readPreferences, writePreferences } from "../../database/preferences.ts";
import { badRequest } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { Done } from "./schemas.ts";

/** Bytes of all preferences as JSON. */
const MAX_SIZE = 16 * 1024;
/** Values within values: the database loses what is nested by thousands. */
const MAX_DEPTH = 32;

const Preferences = Type.Record(Type.String(), Type.Unknown(), {
  maxProperties: 64,
  propertyNames: { maxLength: 64 },
  description: "What the page chooses to keep, such as its language.",
});

function isDeeper(value: unknown, depth: number): boolean {
  const isNested = typeof value === "object" && value !== null;
  return isNested && (depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1)));
}

/** How somebody wants the page, wherever they sign in. */
export function preferenceRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["Own account"];

  routes.get(
    "/me/preferences",
    { schema: { tags, summary: "The caller's preferences", response: { 200: Preferences } } },
    async ({ caller }) => ({ ...(await readPreferences(queries, caller.userId)) }),
  );

  routes.put(
    "/me/preferences",
    { schema: { tags, summary: "Replaces the caller's preferences", body: Preferences, response: { 204: Done } } },
    async ({ caller, body }, reply) => {
      if (Buffer.byteLength(JSON.stringify(body)) > MAX_SIZE) {
        throw badRequest(`Preferences may take ${MAX_SIZE} bytes at most.`);
      }
      if (isDeeper(body, MAX_DEPTH)) {
        throw badRequest(`Preferences may be nested ${MAX_DEPTH} levels deep at most.`);
      }
      await writePreferences(queries, caller.userId, body);
      return reply.code(204).send(null);
    },
  );
}
