import { Type } from "typebox";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";

/** The beginning of a login by a passkey alone; the answer to it goes to /api/tokens. */
export function passkeyLoginRoutes(routes: Routes, { authenticator }: Services): void {
  routes.post(
    "/passerelle/passkeyLogin",
    {
      schema: {
        tags: ["Signing in"],
        summary: "What the browser needs for a login by a passkey alone",
        response: { 200: Type.Object({}, { additionalProperties: true }) },
      },
    },
    async (request) => {
      const { site } = visitorOf(request);
      return { ...(await authenticator.passkeys.requestOptions(undefined, site, new Date())) };
    },
  );
}
