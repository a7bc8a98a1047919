import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { endSignInsOf, type ListedSignIn, listSignIns } from "../../database/sign-ins.ts";
import { notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const SignIn = Type.Object({
  identifier: Type.String(),
  created: Moment,
  lastSeen: Moment,
  remoteHost: Type.String(),
  userAgent: nullable(Type.String()),
  current: Type.Boolean({ description: "The one that asks." }),
});

/** The answer of a list of sign-ins. */
export const SignIns = Type.Object({ items: Type.Array(SignIn) });

/** @param current the sign-in that asks. */
export function signInItem(
  { signIn, created, lastSeen, remoteHost, userAgent }: ListedSignIn,
  current: string,
): Static<typeof SignIn> {
  return {
    identifier: signIn,
    created: created.getTime(),
    lastSeen: lastSeen.getTime(),
    remoteHost,
    userAgent,
    current: signIn === current,
  };
}

/** Where the caller is signed in. */
export function ownSignInRoutes(routes: Routes, { queries, sessions }: Services): void {
  const tags = ["Own account"];

  routes.get(
    "/me/signIns",
    { schema: { tags, summary: "The caller's sign-ins", response: { 200: SignIns } } },
    async ({ caller }) => {
      const signIns = await listSignIns(queries, caller.userId, new Date());
      return { items: signIns.map((signIn) => signInItem(signIn, caller.signIn)) };
    },
  );

  routes.delete(
    "/me/signIns/:identifier",
    {
      schema: {
        tags,
        summary: "Ends one of the caller's sign-ins",
        params: Type.Object({ identifier: Type.String({ format: "uuid" }) }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { identifier } }, reply) => {
      await queries.transaction().execute(async (db) => {
        const ended = await endSignInsOf(db, caller.userId, new Date(), { only: identifier });
        if (ended.length === 0) {
          throw notFound(identifier);
        }
        await recordAudit(db, { actor: caller, action: "sign-in.end" });
      });
      sessions.endSignIn(identifier);
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/me/signIns",
    { schema: { tags, summary: "Ends the caller's other sign-ins", response: { 204: Done } } },
    async ({ caller }, reply) => {
      const ended = await queries.transaction().execute(async (db) => {
        const others = await endSignInsOf(db, caller.userId, new Date(), { except: caller.signIn });
        await recordAudit(db, { actor: caller, action: "sign-in.end", details: { count: others.length } });
        return others;
      });
      for (const signIn of ended) {
        sessions.endSignIn(signIn);
      }
      return reply.code(204).send(null);
    },
  );
}
