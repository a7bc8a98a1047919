import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { type Ban, liftBan, listBans } from "../../database/login-failures.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { notFound, permissionDenied } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Kind = Type.Union([Type.Literal("address"), Type.Literal("account")]);

const Item = Type.Object({
  kind: Kind,
  name: Type.String(),
  failures: Type.Integer(),
  lastFailure: Moment,
  until: nullable(Moment),
});

function itemOf({ lastFailure, until, ...ban }: Ban): Static<typeof Item> {
  return { ...ban, lastFailure: lastFailure.getTime(), until: until?.getTime() ?? null };
}

function requireAdministrator(caller: Caller): void {
  if (!caller.administrator) {
    throw permissionDenied();
  }
}

/** Who failed to sign in of late, and is kept out for a while. */
export function banRoutes(routes: Routes, { queries, accountSettings }: Services): void {
  const { duration } = accountSettings.blocks;
  const tags = ["Blocks"];

  routes.get(
    "/bans",
    {
      schema: {
        tags,
        summary: "Accounts and addresses with failed logins, blocked or not",
        querystring: pageQuery(["name", "failures", "lastFailure", "until"]),
        response: { 200: pageOf(Item) },
      },
    },
    async ({ caller, query }) => {
      requireAdministrator(caller);
      const { total, rows } = await listBans(queries, duration, new Date(), query);
      return { total, items: rows.map(itemOf) };
    },
  );

  routes.delete(
    "/bans/:kind/:name",
    {
      schema: {
        tags,
        summary: "Forgets the failed logins of an account or an address",
        params: Type.Object({ kind: Kind, name: Type.String({ minLength: 1, maxLength: 128 }) }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { kind, name } }, reply) => {
      requireAdministrator(caller);
      await queries.transaction().execute(async (db) => {
        if (!(await liftBan(db, kind, name))) {
          throw notFound(name);
        }
        await recordAudit(db, { actor: caller, action: "ban.lift", details: { kind, name } });
      });
      return reply.code(204).send(null);
    },
  );
}
