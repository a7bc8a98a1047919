import { type Static, Type } from "typebox";
import { dropUselessRecoveryCodes } from "../../accounts/second-factors.ts";
import { recordAudit } from "../../database/audit.ts";
import { addPasskey, type Passkey, passkeysOf, removePasskey, renamePasskey } from "../../database/passkeys.ts";
import { badRequest, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";
import { PasswordBody } from "./password-body.ts";
import { Done, Moment, nullable } from "./schemas.ts";

/** More would be forgotten ones. */
const MAX_PASSKEYS = 20;

export const PasskeyItem = Type.Object({
  identifier: Type.String(),
  name: Type.String(),
  created: Moment,
  lastUsed: nullable(Moment),
});

const Name = Type.String({ minLength: 1, maxLength: 128, pattern: "\\S" });
const Identifier = Type.Object({ identifier: Type.String({ format: "uuid" }) });
/** Options of WebAuthn in their JSON form, which the browser's library takes as they are. */
const Options = Type.Object({}, { additionalProperties: true });
/** What a browser answers, in its JSON form; its texts are checked by who reads them. */
const Response = Type.Object({}, { additionalProperties: true, maxProperties: 16 });

export function passkeyItem({ passkeyId, name, created, lastUsed }: Passkey): Static<typeof PasskeyItem> {
  return {
    identifier: passkeyId,
    name,
    created: created.getTime(),
    lastUsed: lastUsed?.getTime() ?? null,
  };
}

/** The caller's passkeys. */
export function passkeyRoutes(routes: Routes, { queries, secrets, authenticator }: Services): void {
  const { passkeys } = authenticator;
  const tags = ["Own account"];

  routes.post(
    "/me/passkeys/options",
    {
      schema: {
        tags,
        summary: "What the browser needs to make a passkey",
        body: PasswordBody,
        response: { 200: Options },
      },
    },
    async (request) => {
      const { caller, body } = request;
      const visitor = visitorOf(request);
      await authenticator.confirmPassword(caller, body.password, visitor);
      return { ...(await passkeys.registrationOptions(caller, visitor.site, new Date())) };
    },
  );

  routes.post(
    "/me/passkeys",
    {
      schema: {
        tags,
        summary: "Adds the passkey that the browser made",
        body: Type.Object({ name: Name, response: Response }, { additionalProperties: false }),
        response: { 200: PasskeyItem },
      },
    },
    async (request) => {
      const { caller, body } = request;
      const { site } = visitorOf(request);
      const now = new Date();
      return queries.transaction().execute(async (db) => {
        const made = await passkeys.verifyRegistration(db, caller.userId, body.response, site, now);
        if (made === undefined) {
          throw badRequest("The passkey was not accepted; try again, at the address where it is to be used.");
        }
        if ((await passkeysOf(db, caller.userId)).length >= MAX_PASSKEYS) {
          throw badRequest(`You have ${MAX_PASSKEYS} passkeys; remove those that you do not use.`);
        }
        const draft = { ...made, userId: caller.userId, name: body.name, host: site.host, created: now };
        const passkey = await addPasskey(db, draft);
        if (passkey === undefined) {
          throw badRequest("This passkey is in use already.");
        }
        const details = { kind: "passkey", name: body.name };
        await recordAudit(db, { actor: caller, action: "second-factor.add", details });
        return passkeyItem(passkey);
      });
    },
  );

  routes.patch(
    "/me/passkeys/:identifier",
    {
      schema: {
        tags,
        summary: "Names a passkey",
        params: Identifier,
        body: Type.Object({ name: Name }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async ({ caller, body, params: { identifier } }, reply) => {
      if (!(await renamePasskey(queries, caller.userId, identifier, body.name))) {
        throw notFound(identifier);
      }
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/me/passkeys/:identifier",
    {
      schema: { tags, summary: "Removes a passkey", params: Identifier, body: PasswordBody, response: { 204: Done } },
    },
    async (request, reply) => {
      const { caller, body, params } = request;
      await authenticator.confirmPassword(caller, body.password, visitorOf(request));
      await queries.transaction().execute(async (db) => {
        const name = await removePasskey(db, caller.userId, params.identifier);
        if (name === undefined) {
          throw notFound(params.identifier);
        }
        await dropUselessRecoveryCodes(db, secrets, caller.userId);
        const details = { kind: "passkey", name };
        await recordAudit(db, { actor: caller, action: "second-factor.remove", details });
      });
      return reply.code(204).send(null);
    },
  );
}
