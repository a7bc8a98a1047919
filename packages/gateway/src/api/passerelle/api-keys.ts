import { type Static, Type } from "typebox";
import { newApiKey } from "../../accounts/api-key.ts";
import { API_KEY_SCOPES } from "../../accounts/api-key-scope.ts";
import { tokenHash } from "../../accounts/token-hash.ts";
import { type ApiKey, countApiKeys, createApiKey, deleteApiKey, listApiKeys } from "../../database/api-keys.ts";
import { recordAudit } from "../../database/audit.ts";
import { badRequest, notFound, permissionDenied } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Scopes = Type.Array(Type.Enum(API_KEY_SCOPES), {
  minItems: 1,
  uniqueItems: true,
});

const Item = Type.Object({
  identifier: Type.String(),
  name: Type.String(),
  owner: Type.String(),
  scopes: Scopes,
  created: Moment,
  expires: nullable(Moment),
  lastUsed: nullable(Moment),
  lastHost: nullable(Type.String()),
});

const Draft = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 128, pattern: "\\S" }),
    scopes: Scopes,
    expires: Type.Optional(Moment),
  },
  { additionalProperties: false },
);

const Created = Type.Interface([Item], { key: Type.String({ description: "The key itself, told only now." }) });
const Identifier = Type.Object({ identifier: Type.String({ format: "uuid" }) });

/** More would be forgotten ones. */
const MAX_KEYS = 100;

function itemOf(key: ApiKey): Static<typeof Item> {
  return {
    ...key,
    created: key.created.getTime(),
    expires: key.expires?.getTime() ?? null,
    lastUsed: key.lastUsed?.getTime() ?? null,
  };
}

/** Keys with which programs use the API in a person's name. */
export function apiKeyRoutes(routes: Routes, { queries, sessions }: Services): void {
  const tags = ["API keys"];

  routes.get(
    "/apiKeys",
    {
      schema: {
        tags,
        summary: "The caller's API keys, or everybody's",
        querystring: Type.Interface([pageQuery(["name", "owner", "created", "expires", "lastUsed"])], {
          all: Type.Boolean({ default: false, description: "Everybody's; for administrators." }),
        }),
        response: { 200: pageOf(Item) },
      },
    },
    async ({ caller, query }) => {
      if (query.all && !caller.administrator) {
        throw permissionDenied();
      }
      const { total, rows } = await listApiKeys(queries, query.all ? undefined : caller.userId, query);
      return { total, items: rows.map(itemOf) };
    },
  );

  routes.post(
    "/apiKeys",
    { schema: { tags, summary: "Makes an API key", body: Draft, response: { 200: Created } } },
    async ({ caller, body: { name, scopes, expires } }) => {
      const created = new Date();
      if (expires !== undefined && expires <= created.getTime()) {
        throw badRequest("The API key would already have expired; choose a later date.");
      }
      const key = newApiKey();
      const draft = {
        ...{ userId: caller.userId, name, scopes, created, tokenHash: tokenHash(key) },
        expires: expires === undefined ? undefined : new Date(expires),
      };
      const identifier = await queries.transaction().execute(async (db) => {
        if ((await countApiKeys(db, caller.userId)) >= MAX_KEYS) {
          throw badRequest(`You have ${MAX_KEYS} API keys; delete those that nothing uses.`);
        }
        const id = await createApiKey(db, draft);
        const object = { kind: "apiKey", identifier: id, name } as const;
        await recordAudit(db, { actor: caller, action: "api-key.create", object, details: { scopes, expires } });
        return id;
      });
      const item = { identifier, name, owner: caller.username, scopes, created, lastUsed: null, lastHost: null };
      return { ...itemOf({ ...item, expires: draft.expires ?? null }), key };
    },
  );

  routes.delete(
    "/apiKeys/:identifier",
    { schema: { tags, summary: "Revokes an API key", params: Identifier, response: { 204: Done } } },
    async ({ caller, params: { identifier } }, reply) => {
      await queries.transaction().execute(async (db) => {
        const name = await deleteApiKey(db, identifier, caller.administrator ? undefined : caller.userId);
        if (name === undefined) {
          throw notFound(identifier);
        }
        const object = { kind: "apiKey", identifier, name } as const;
        await recordAudit(db, { actor: caller, action: "api-key.delete", object });
      });
      sessions.endSignIn(identifier);
      return reply.code(204).send(null);
    },
  );
}
