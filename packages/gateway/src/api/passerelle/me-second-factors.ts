import { type Static, Type } from "typebox";
import { LoginRefused } from "../../accounts/login-refused.ts";
import {
  confirmEnrolment,
  dropUselessRecoveryCodes,
  hasSecondFactor,
  renewRecoveryCodes,
} from "../../accounts/second-factors.ts";
import { newTotpSecret, totpEnrolment, totpStep } from "../../accounts/totp.ts";
import { recordAudit } from "../../database/audit.ts";
import { passkeysOf } from "../../database/passkeys.ts";
import { countRecoveryCodes } from "../../database/recovery-codes.ts";
import { findTotpKey, removeTotpKey, storeTotpKey, useTotpStep } from "../../database/totp.ts";
import { badRequest } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";
import { PasskeyItem, passkeyItem } from "./me-passkeys.ts";
import { PasswordBody } from "./password-body.ts";
import { Done } from "./schemas.ts";

const Overview = Type.Object({
  totp: Type.Boolean(),
  totpRequired: Type.Boolean({ description: "Everybody must have an authenticator app here." }),
  recoveryCodes: Type.Integer({ description: "How many are left." }),
  passkeys: Type.Array(PasskeyItem),
});

const Enrolment = Type.Object({
  secret: Type.String({ description: "Base32." }),
  keyUri: Type.String(),
  qrCode: Type.String({ description: "A PNG, as a data URI." }),
  digits: Type.Integer(),
  period: Type.Integer({ description: "Seconds." }),
});

const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });

/** The caller's authenticator app and recovery codes. */
export function secondFactorRoutes(routes: Routes, services: Services): void {
  const { queries, secrets, authenticator, accountSettings } = services;
  const { totp: settings } = accountSettings;
  const tags = ["Own account"];

  routes.get(
    "/me/secondFactors",
    { schema: { tags, summary: "The caller's second factors", response: { 200: Overview } } },
    async ({ caller: { userId } }): Promise<Static<typeof Overview>> => ({
      totp: (await findTotpKey(queries, secrets, userId))?.confirmed === true,
      totpRequired: settings.required,
      recoveryCodes: await countRecoveryCodes(queries, userId),
      passkeys: (await passkeysOf(queries, userId)).map(passkeyItem),
    }),
  );

  routes.post(
    "/me/totp",
    {
      schema: {
        tags,
        summary: "Begins to set up an authenticator app",
        body: PasswordBody,
        response: { 200: Enrolment },
      },
    },
    async (request) => {
      const { caller, body } = request;
      await authenticator.confirmPassword(caller, body.password, visitorOf(request));
      const secret = newTotpSecret(settings);
      await queries.transaction().execute(async (db) => {
        if ((await findTotpKey(db, secrets, caller.userId))?.confirmed === true) {
          throw badRequest("There is an authenticator app already; remove it first.");
        }
        await storeTotpKey(db, secrets, caller.userId, secret);
      });
      return totpEnrolment(settings, secret, caller.username);
    },
  );

  routes.post(
    "/me/totp/confirmation",
    {
      schema: {
        tags,
        summary: "Puts the authenticator app in force, by a code of it",
        body: Type.Object({ code: Type.String({ maxLength: 64 }) }, { additionalProperties: false }),
        response: { 200: RecoveryCodes },
      },
    },
    async ({ caller, body: { code } }) => {
      const recoveryCodes = await queries.transaction().execute(async (db) => {
        const key = await findTotpKey(db, secrets, caller.userId);
        if (key === undefined || key.confirmed) {
          throw badRequest("No authenticator app is being set up.");
        }
        const step = totpStep(settings, key.secret, code, new Date());
        if (step === undefined || !(await useTotpStep(db, caller.userId, step))) {
          throw new LoginRefused("second-factor");
        }
        return confirmEnrolment(db, secrets, caller, key.secret, caller);
      });
      return { recoveryCodes };
    },
  );

  routes.delete(
    "/me/totp",
    { schema: { tags, summary: "Removes the authenticator app", body: PasswordBody, response: { 204: Done } } },
    async (request, reply) => {
      const { caller, body } = request;
      await authenticator.confirmPassword(caller, body.password, visitorOf(request));
      await queries.transaction().execute(async (db) => {
        await removeTotpKey(db, caller.userId);
        await dropUselessRecoveryCodes(db, secrets, caller.userId);
        await recordAudit(db, { actor: caller, action: "second-factor.remove", details: { kind: "totp" } });
      });
      return reply.code(204).send(null);
    },
  );

  routes.post(
    "/me/recoveryCodes",
    {
      schema: {
        tags,
        summary: "Makes new recovery codes, which are told only now",
        body: PasswordBody,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const { caller, body } = request;
      await authenticator.confirmPassword(caller, body.password, visitorOf(request));
      const recoveryCodes = await queries.transaction().execute(async (db) => {
        if (!(await hasSecondFactor(db, secrets, caller.userId))) {
          throw badRequest("Recovery codes stand in for a second factor; set one up first.");
        }
        await recordAudit(db, { actor: caller, action: "second-factor.add", details: { kind: "recovery-codes" } });
        return renewRecoveryCodes(db, caller.userId);
      });
      return { recoveryCodes };
    },
  );
}
