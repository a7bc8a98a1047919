import type { FastifyReply, FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import type { SignedIn } from "../../accounts/authenticator.ts";
import type { Credentials } from "../../accounts/identity-source.ts";
import { recordAudit } from "../../database/audit.ts";
import { type Caller, endSignIn } from "../../database/sign-ins.ts";
import { TOKEN_COOKIE } from "../../http/presented-token.ts";
import { isSameOrigin } from "../../http/same-origin.ts";
import { invalidCredentials } from "../account-error.ts";
import { ApiError, permissionDenied } from "../api-error.ts";
import { callerOf, callerOfToken, keepAlive } from "../authentication.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";

/** The one data source: connections, users and history are in the database. */
export const DATA_SOURCE = "postgresql";

const MAX_PASSWORD = 1024;
/** PostgreSQL stores none, so no user has it; forms with it are refused before. */
const NUL = "\0";

const LoginForm = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 128 })),
  password: Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  "new-password": Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  "confirm-new-password": Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  "guac-totp": Type.Optional(
    Type.String({ maxLength: 64, description: "A code of an authenticator app, or a recovery code." }),
  ),
  passkey: Type.Optional(Type.String({ maxLength: 16_384, description: "A WebAuthn assertion, as JSON text." })),
  token: Type.Optional(Type.String({ maxLength: 128, description: "A sign-in that is to go on." })),
});

const tags = ["Signing in"];

/** User name and password of an `Authorization: Basic` header (RFC 7617). */
function basicCredentials(request: FastifyRequest): Credentials {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString()) ?? [];
  return username === undefined ? {} : { username, password };
}

function credentialsOf(request: FastifyRequest, form: Static<typeof LoginForm>): Credentials {
  const { username, password } = form.username === undefined ? basicCredentials(request) : form;
  return {
    username,
    password,
    newPassword: form["new-password"],
    newPasswordAgain: form["confirm-new-password"],
    code: form["guac-totp"],
    passkey: form.passkey,
  };
}

/** Whether there is anything to try; asking what a login needs is no attempt. */
function isComplete({ username, password, passkey }: Credentials): boolean {
  return username === undefined ? passkey !== undefined : password !== undefined && !username.includes(NUL);
}

/** Hands the token to a page of ours as a cookie; programs get none, and neither do other sites' pages. */
function giveCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  if (isSameOrigin(request.headers)) {
    const secure = request.protocol === "https" || request.headers.origin?.startsWith("https:") === true;
    reply.setCookie(TOKEN_COOKIE, token, { path: "/", httpOnly: true, sameSite: "strict", secure });
  }
}

function authenticated({ token, username, recoveryCodes }: Omit<SignedIn, "ended">): object {
  return {
    authToken: token,
    username,
    dataSource: DATA_SOURCE,
    availableDataSources: [DATA_SOURCE],
    ...(recoveryCodes && { recoveryCodes }),
  };
}

/** Logging in and out. */
export function tokenRoutes(routes: Routes, services: Services): void {
  const { queries, authenticator, sessions, accountSettings } = services;

  async function signOut(caller: Caller | undefined, reply: FastifyReply): Promise<FastifyReply> {
    if (caller === undefined) {
      throw new ApiError("NOT_FOUND", "No such token.");
    }
    await queries.transaction().execute(async (db) => {
      await endSignIn(db, caller.signIn, new Date());
      await recordAudit(db, { actor: caller, action: "sign-in.end" });
    });
    sessions.endSignIn(caller.signIn);
    return reply.clearCookie(TOKEN_COOKIE, { path: "/" }).code(204).send();
  }

  /** The sign-in that the form's token stands for, unless somebody else wants in. */
  async function known(form: Static<typeof LoginForm>): Promise<Caller | undefined> {
    const caller = await callerOfToken(queries, form.token);
    return form.username === undefined || form.username === caller?.username ? caller : undefined;
  }

  routes.post(
    "/tokens",
    {
      schema: {
        tags,
        summary: "Signs in, in as many steps as it takes; each repeats what was sent before",
        body: LoginForm,
      },
      preValidation: async (request) => {
        request.body ??= {};
      },
    },
    async (request, reply) => {
      const form = request.body;
      const caller = await known(form);
      if (caller !== undefined) {
        await keepAlive(queries, accountSettings, caller);
        return authenticated({ token: form.token ?? "", username: caller.username });
      }
      const credentials = credentialsOf(request, form);
      if (!isComplete(credentials)) {
        throw invalidCredentials();
      }
      const signedIn = await authenticator.signIn(credentials, visitorOf(request)).catch((error: unknown) => {
        request.log.info({ remoteHost: request.ip, reason: String(error) }, "login refused");
        throw error;
      });
      request.log.info({ username: signedIn.username, remoteHost: request.ip }, "signed in");
      for (const signIn of signedIn.ended) {
        sessions.endSignIn(signIn);
      }
      giveCookie(request, reply, signedIn.token);
      return authenticated(signedIn);
    },
  );

  routes.delete(
    "/tokens/:token",
    { schema: { tags, summary: "Signs out", params: Type.Object({ token: Type.String() }) } },
    async (request, reply) => signOut(await callerOfToken(queries, request.params.token), reply),
  );

  routes.delete("/session", { schema: { tags, summary: "Signs out" } }, async (request, reply) => {
    const caller = await callerOf(queries, request);
    if (caller === undefined) {
      throw permissionDenied();
    }
    return signOut(caller, reply);
  });

  routes.head("/session", { schema: { tags, summary: "Whether a sign-in is good" } }, async (request, reply) => {
    if ((await callerOf(queries, request)) === undefined) {
      throw permissionDenied();
    }
    return reply.code(204).send();
  });
}
