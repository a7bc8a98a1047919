import { type Static, Type } from "typebox";
import { keepingAdministrator } from "../../database/administrators.ts";
import { requireObject } from "../access.ts";
import { ApiError, badRequest } from "../api-error.ts";
import { connectionDirectory } from "../guacamole/connections.ts";
import type { Context } from "../guacamole/directory.ts";
import { requireHolder } from "../guacamole/holders.ts";
import { changeMemberships } from "../guacamole/memberships.ts";
import { userDirectory } from "../guacamole/users.ts";
import { knownError } from "../known-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { ConnectionPatch, patchConnection } from "./connection-patch.ts";

const MOST = 1000;
const Name = Type.String({ minLength: 1, maxLength: 128 });
const Remove = Type.Optional(Type.Literal(true, { description: "They are deleted; then nothing else may be named." }));

const ConnectionsBody = Type.Object(
  {
    identifiers: Type.Array(Name, { minItems: 1, maxItems: MOST, uniqueItems: true }),
    patch: Type.Optional(Type.Omit(ConnectionPatch, ["name"], { additionalProperties: false })),
    remove: Remove,
  },
  { additionalProperties: false },
);

const UsersBody = Type.Object(
  {
    usernames: Type.Array(Name, { minItems: 1, maxItems: MOST, uniqueItems: true }),
    disabled: Type.Optional(Type.Boolean()),
    expired: Type.Optional(Type.Boolean({ description: "They must choose a new password at the next login." })),
    addGroups: Type.Optional(Type.Array(Name, { maxItems: 100 })),
    removeGroups: Type.Optional(Type.Array(Name, { maxItems: 100 })),
    remove: Remove,
  },
  { additionalProperties: false },
);
type UserChange = Omit<Static<typeof UsersBody>, "usernames" | "remove">;

const Changed = Type.Object({ changed: Type.Integer() });

/** Does the same with each; the first that cannot be is named, and then none is changed. */
async function withEach(names: readonly string[], work: (name: string) => Promise<void>): Promise<void> {
  for (const name of names) {
    await work(name).catch((error: unknown) => {
      const known = knownError(error);
      throw known === undefined
        ? error
        : new ApiError(known.type, `"${name}": ${known.message}`, { status: known.status });
    });
  }
}

/** What many objects have in common is changed in one step: all of them, or none. */
export function bulkRoutes(routes: Routes, services: Services): void {
  const { queries, secrets, sessions } = services;
  const connections = connectionDirectory(services);
  const users = userDirectory(services);

  async function changeUser(context: Context, username: string, change: UserChange): Promise<void> {
    const { disabled, expired, addGroups = [], removeGroups = [] } = change;
    if (expired !== undefined) {
      await requireObject(context.db, context.caller, "user", username, "ADMINISTER");
    }
    if (disabled !== undefined || expired !== undefined) {
      const body = await users.prepare({
        ...(disabled !== undefined && { disabled }),
        ...(expired !== undefined && { attributes: { expired: expired ? "true" : "" } }),
      });
      await users.replace(context, username, body);
    }
    const patches = [
      ...addGroups.map((value) => ({ op: "add", path: "/", value })),
      ...removeGroups.map((value) => ({ op: "remove", path: "/", value })),
    ];
    if (patches.length > 0) {
      const holder = await requireHolder(context, "user", { identifier: username }, "UPDATE");
      await changeMemberships(context, holder, "userGroups", patches);
    }
  }

  routes.post(
    "/connections/bulk",
    {
      schema: {
        tags: ["connections"],
        summary: "Changes or deletes many connections, all or none",
        body: ConnectionsBody,
        response: { 200: Changed },
      },
    },
    async ({ caller, body: { identifiers, patch, remove } }) => {
      if ((patch === undefined) === (remove === undefined)) {
        throw badRequest('Name either a "patch", or "remove".');
      }
      await queries
        .transaction()
        .execute((db) =>
          withEach(identifiers, (identifier) =>
            patch === undefined
              ? connections.remove({ db, caller }, identifier)
              : patchConnection(db, secrets, caller, identifier, patch),
          ),
        );
      sessions.recheck();
      return { changed: identifiers.length };
    },
  );

  routes.post(
    "/users/bulk",
    {
      schema: {
        tags: ["users"],
        summary: "Changes or deletes many users, all or none",
        body: UsersBody,
        response: { 200: Changed },
      },
    },
    async ({ caller, body: { usernames, remove, ...change } }) => {
      if ((Object.keys(change).length === 0) === (remove === undefined)) {
        throw badRequest('Name either what is to change, or "remove".');
      }
      await queries
        .transaction()
        .execute((db) =>
          keepingAdministrator(db, () =>
            withEach(usernames, (username) =>
              remove === undefined
                ? changeUser({ db, caller }, username, change)
                : users.remove({ db, caller }, username),
            ),
          ),
        );
      sessions.recheck();
      return { changed: usernames.length };
    },
  );
}
