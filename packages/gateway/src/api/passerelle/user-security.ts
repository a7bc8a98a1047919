import { Type } from "typebox";
import type { UserReference } from "../../accounts/passwords.ts";
import { resetSecondFactors } from "../../accounts/second-factors.ts";
import { findAccount } from "../../database/accounts.ts";
import { recordAudit } from "../../database/audit.ts";
import { permissionsOn } from "../../database/permissions.ts";
import { type Caller, endSignInsOf, listSignIns } from "../../database/sign-ins.ts";
import { requireMayChangeAccount } from "../account-rights.ts";
import { notFound, permissionDenied } from "../api-error.ts";
import { requirePerson } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { SignIns, signInItem } from "./me-sign-ins.ts";
import { Done } from "./schemas.ts";

const Username = Type.Object({ username: Type.String({ maxLength: 128 }) });
const SignInOfUser = Type.Interface([Username], { identifier: Type.String({ format: "uuid" }) });

/** How others get in, for those who may ADMINISTER them. */
export function userSecurityRoutes(routes: Routes, { queries, sessions }: Services): void {
  const tags = ["Users"];

  /** A user whom the caller may ADMINISTER; one that may not be read does not exist for the caller. */
  async function requireUser(caller: Caller, username: string): Promise<UserReference> {
    const account = await findAccount(queries, username);
    const held = account && (await permissionsOn(queries, caller, "user", account.userId));
    if (account === undefined || held?.has("READ") !== true) {
      throw notFound(username);
    }
    if (!held.has("ADMINISTER")) {
      throw permissionDenied();
    }
    if (account.userId === caller.userId) {
      requirePerson(caller);
    }
    return account;
  }

  routes.get(
    "/users/:username/signIns",
    { schema: { tags, summary: "A user's sign-ins", params: Username, response: { 200: SignIns } } },
    async ({ caller, params }) => {
      const { userId } = await requireUser(caller, params.username);
      const signIns = await listSignIns(queries, userId, new Date());
      return { items: signIns.map((signIn) => signInItem(signIn, caller.signIn)) };
    },
  );

  /** A user whose way in the caller may change. */
  async function requireChangeable(caller: Caller, username: string): Promise<UserReference> {
    const user = await requireUser(caller, username);
    await requireMayChangeAccount(queries, caller, user.userId);
    return user;
  }

  /** Ends all sign-ins of a user, or one. */
  async function endSignIns(caller: Caller, name: string, only?: string): Promise<void> {
    const { userId, username } = await requireChangeable(caller, name);
    const ended = await queries.transaction().execute(async (db) => {
      const ids = await endSignInsOf(db, userId, new Date(), only === undefined ? {} : { only });
      if (only !== undefined && ids.length === 0) {
        throw notFound(only);
      }
      const object = { kind: "user", identifier: username, name: username } as const;
      await recordAudit(db, { actor: caller, action: "user.sign-ins-end", object, details: { count: ids.length } });
      return ids;
    });
    for (const signIn of ended) {
      sessions.endSignIn(signIn);
    }
  }

  routes.delete(
    "/users/:username/signIns",
    { schema: { tags, summary: "Ends all of a user's sign-ins", params: Username, response: { 204: Done } } },
    async ({ caller, params }, reply) => {
      await endSignIns(caller, params.username);
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/users/:username/signIns/:identifier",
    { schema: { tags, summary: "Ends one of a user's sign-ins", params: SignInOfUser, response: { 204: Done } } },
    async ({ caller, params }, reply) => {
      await endSignIns(caller, params.username, params.identifier);
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/users/:username/secondFactors",
    {
      schema: {
        tags,
        summary: "Takes all second factors from a user who has lost them",
        params: Username,
        response: { 204: Done },
      },
    },
    async ({ caller, params }, reply) => {
      await resetSecondFactors(queries, await requireChangeable(caller, params.username), caller);
      return reply.code(204).send(null);
    },
  );
}
