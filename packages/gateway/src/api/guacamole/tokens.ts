import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type LoginRefusal, LoginRefused } from "../../accounts/authenticator.ts";
import { TooManyAttempts } from "../../accounts/turns.ts";
import { type Caller, endSignIn } from "../../database/sign-ins.ts";
import { TOKEN_COOKIE } from "../../http/presented-token.ts";
import { isSameOrigin } from "../../http/same-origin.ts";
import { ApiError, type Field, permissionDenied } from "../api-error.ts";
import { callerOf, callerOfToken } from "../authentication.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";

/** The one data source: connections, users and history are in the database. */
export const DATA_SOURCE = "postgresql";

const CREDENTIALS: readonly Field[] = [
  { name: "username", type: "USERNAME" },
  { name: "password", type: "PASSWORD" },
];
const NEW_PASSWORD: readonly Field[] = [
  { name: "new-password", type: "PASSWORD" },
  { name: "confirm-new-password", type: "PASSWORD" },
];

const MAX_PASSWORD = 1024;
/** PostgreSQL stores none, so no user has it; forms with it are refused before. */
const NUL = "\0";

const LoginForm = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 128 })),
  password: Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  "new-password": Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  "confirm-new-password": Type.Optional(Type.String({ maxLength: MAX_PASSWORD })),
  token: Type.Optional(Type.String({ maxLength: 128 })),
});

const REFUSALS: Readonly<Record<LoginRefusal, () => ApiError>> = {
  wrong: () =>
    new ApiError("INVALID_CREDENTIALS", "Permission Denied.", {
      key: "LOGIN.ERROR_INVALID_LOGIN",
      expected: CREDENTIALS,
    }),
  "not-valid": () => new ApiError("BAD_REQUEST", "This account is not valid today.", { key: "LOGIN.ERROR_NOT_VALID" }),
  "not-accessible": () =>
    new ApiError("BAD_REQUEST", "This account cannot be used at this time of day.", {
      key: "LOGIN.ERROR_NOT_ACCESSIBLE",
    }),
  "password-expired": () =>
    new ApiError("INSUFFICIENT_CREDENTIALS", "The password has expired and must be changed.", {
      key: "LOGIN.INFO_PASSWORD_EXPIRED",
      expected: [...CREDENTIALS, ...NEW_PASSWORD],
    }),
  "password-blank": () =>
    new ApiError("BAD_REQUEST", "The new password may not be blank.", { key: "LOGIN.ERROR_PASSWORD_BLANK" }),
  "password-mismatch": () =>
    new ApiError("BAD_REQUEST", "The new passwords are not the same.", { key: "LOGIN.ERROR_PASSWORD_MISMATCH" }),
  "password-same": () =>
    new ApiError("BAD_REQUEST", "The new password is the old one.", { key: "LOGIN.ERROR_PASSWORD_SAME" }),
};

/** The answer to a login that did not succeed; other errors are answered as they are. */
export function loginError(error: unknown): unknown {
  if (error instanceof LoginRefused) {
    return REFUSALS[error.reason]();
  }
  if (error instanceof TooManyAttempts) {
    return new ApiError("BAD_REQUEST", error.message, { status: 429, key: "LOGIN.ERROR_TOO_MANY_ATTEMPTS" });
  }
  return error;
}

/** User name and password of an `Authorization: Basic` header (RFC 7617). */
function basicCredentials(request: FastifyRequest): { username?: string; password?: string } {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString()) ?? [];
  return username === undefined ? {} : { username, password };
}

/** Hands the token to a page of ours as a cookie; programs get none, and neither do other sites' pages. */
function giveCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  if (isSameOrigin(request.headers)) {
    const secure = request.headers.origin?.startsWith("https:") === true;
    reply.setCookie(TOKEN_COOKIE, token, { path: "/", httpOnly: true, sameSite: "strict", secure });
  }
}

function authenticated(token: string, username: string): object {
  return { authToken: token, username, dataSource: DATA_SOURCE, availableDataSources: [DATA_SOURCE] };
}

/** Logging in and out. */
export function tokenRoutes(routes: Routes, services: Services): void {
  const { queries, authenticator, sessions } = services;

  async function signOut(caller: Caller | undefined, reply: FastifyReply): Promise<FastifyReply> {
    if (caller === undefined) {
      throw new ApiError("NOT_FOUND", "No such token.");
    }
    await endSignIn(queries, caller.signIn, new Date());
    sessions.endSignIn(caller.signIn);
    return reply.clearCookie(TOKEN_COOKIE, { path: "/" }).code(204).send();
  }

  routes.post(
    "/tokens",
    {
      schema: { body: LoginForm },
      preValidation: async (request) => {
        request.body ??= {};
      },
    },
    async (request, reply) => {
      const form = request.body;
      const known = await callerOfToken(queries, form.token);
      if (known !== undefined) {
        return authenticated(form.token ?? "", known.username);
      }
      const { username, password } = form.username === undefined ? basicCredentials(request) : form;
      if (username === undefined || password === undefined || username.includes(NUL)) {
        throw REFUSALS.wrong();
      }
      const newPassword = form["new-password"];
      const newPasswordAgain = form["confirm-new-password"];
      const login = { username, password, newPassword, newPasswordAgain, remoteHost: request.ip };
      const { token, username: name } = await authenticator.signIn(login).catch((error: unknown) => {
        request.log.info({ username, remoteHost: request.ip, reason: String(error) }, "login refused");
        throw loginError(error);
      });
      request.log.info({ username: name, remoteHost: request.ip }, "signed in");
      giveCookie(request, reply, token);
      return authenticated(token, name);
    },
  );

  routes.delete(
    "/tokens/:token",
    { schema: { params: Type.Object({ token: Type.String() }) } },
    async (request, reply) => signOut(await callerOfToken(queries, request.params.token), reply),
  );

  routes.delete("/session", async (request, reply) => {
    const caller = await callerOf(queries, request);
    if (caller === undefined) {
      throw permissionDenied();
    }
    return signOut(caller, reply);
  });

  routes.head("/session", async (request, reply) => {
    if ((await callerOf(queries, request)) === undefined) {
      throw permissionDenied();
    }
    return reply.code(204).send();
  });
}
