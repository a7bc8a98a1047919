import type { Static, TSchema } from "typebox";
import type { Queries } from "../../database/database.ts";
import type { Caller } from "../../database/sign-ins.ts";
import type { ObjectPermission } from "../../database/tables.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter, PermissionFilter, permissionsOf } from "../shapes.ts";
import { batchRoute } from "./batch.ts";

/** Who asks, and the database, or the transaction of the change. */
export interface Context {
  readonly db: Queries;
  readonly caller: Caller;
}

/** What a new object is called. */
interface Created {
  readonly identifier: string;
}

/**
 * The objects of one kind, and who may do what with them. Every method but `list` and `read` runs in a transaction and
 * writes to the audit log.
 */
export interface Directory<Body extends TSchema, Prepared> {
  /** Its place in the API, such as "users". */
  readonly path: string;
  /** One object in words, such as "user". */
  readonly noun: string;
  readonly body: Body;
  /**
   * Refuses whoever may not change the object, or make one, where `prepare` is costly; the change itself checks it again.
   * @throws ApiError
   */
  authorize?(context: Context, identifier: string | undefined): Promise<void>;
  /** What takes long, such as hashing a password, before the transaction. @throws ApiError */
  prepare(body: Static<Body>): Promise<Prepared>;
  /** By identifier, what the caller may READ and do one of `permissions` with, if there are any. */
  list(context: Context, permissions: readonly ObjectPermission[]): Promise<Readonly<Record<string, object>>>;
  read(context: Context, identifier: string): Promise<object>;
  create(context: Context, prepared: Prepared): Promise<Created>;
  /** What the body leaves out stays as it is. */
  replace(context: Context, identifier: string, prepared: Prepared): Promise<void>;
  remove(context: Context, identifier: string): Promise<void>;
  /** The answer to a creation: what was submitted, without secrets. */
  echo(body: Static<Body>, created: Created): object;
}

/** The routes of a directory: list, make, read, replace, delete, and all of it in batches. */
export function directoryRoutes<Body extends TSchema, Prepared>(
  routes: Routes,
  services: Services,
  directory: Directory<Body, Prepared>,
): void {
  const { queries, sessions } = services;
  const { path, noun, body } = directory;
  const tags = [path];
  const one = `/${path}/:identifier`;

  routes.get(
    `/${path}`,
    { schema: { tags, summary: `Every ${noun} that the caller may READ`, querystring: PermissionFilter } },
    async ({ caller, query }) => directory.list({ db: queries, caller }, permissionsOf(query)),
  );

  routes.get(one, { schema: { tags, summary: `One ${noun}`, params: IdentifierParameter } }, async (request) =>
    directory.read({ db: queries, caller: request.caller }, request.params.identifier),
  );

  routes.post(`/${path}`, { schema: { tags, summary: `Makes a ${noun}`, body } }, async (request) => {
    const { caller } = request;
    const submitted = request.body as Static<Body>;
    await directory.authorize?.({ db: queries, caller }, undefined);
    const prepared = await directory.prepare(submitted);
    const created = await queries.transaction().execute((db) => directory.create({ db, caller }, prepared));
    request.log.info({ identifier: created.identifier, username: caller.username }, `${noun} created`);
    return directory.echo(submitted, created);
  });

  routes.put(
    one,
    { schema: { tags, summary: `Replaces what is named of a ${noun}`, params: IdentifierParameter, body } },
    async (request, reply) => {
      const { caller } = request;
      const { identifier } = request.params;
      await directory.authorize?.({ db: queries, caller }, identifier);
      const prepared = await directory.prepare(request.body as Static<Body>);
      await queries.transaction().execute((db) => directory.replace({ db, caller }, identifier, prepared));
      sessions.recheck();
      request.log.info({ identifier, username: caller.username }, `${noun} changed`);
      return reply.code(204).send();
    },
  );

  routes.delete(
    one,
    { schema: { tags, summary: `Deletes a ${noun}`, params: IdentifierParameter } },
    async (request, reply) => {
      const { caller } = request;
      const { identifier } = request.params;
      await queries.transaction().execute((db) => directory.remove({ db, caller }, identifier));
      sessions.recheck();
      request.log.info({ identifier, username: caller.username }, `${noun} deleted`);
      return reply.code(204).send();
    },
  );

  batchRoute(routes, services, directory);
}
