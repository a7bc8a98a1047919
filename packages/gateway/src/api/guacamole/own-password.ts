import { Type } from "typebox";
import { requireObject } from "../access.ts";
import { permissionDenied } from "../api-error.ts";
import { requirePerson } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../visitor.ts";
import { HolderParameter, USER_PLACES } from "./holders.ts";

const PasswordBody = Type.Object({
  oldPassword: Type.String({ maxLength: 1024 }),
  newPassword: Type.String({ maxLength: 1024 }),
});

/** Changing the own password by knowing it, which needs UPDATE on the own account. */
export function ownPasswordRoutes(routes: Routes, { queries, authenticator, sessions }: Services): void {
  for (const { place, tag } of USER_PLACES) {
    routes.put(
      `${place}/password`,
      {
        schema: { tags: [tag], summary: "Changes the caller's password", params: HolderParameter, body: PasswordBody },
      },
      async (request, reply) => {
        const { caller, params, body } = request;
        requirePerson(caller);
        const userId = await requireObject(queries, caller, "user", params.identifier ?? caller.username, "UPDATE");
        if (userId !== caller.userId) {
          throw permissionDenied("Only the own password is changed by the old one; others' by PUT users/{name}.");
        }
        const { oldPassword, newPassword } = body;
        const ended = await authenticator.changePassword(caller, oldPassword, newPassword, visitorOf(request));
        for (const signIn of ended) {
          sessions.endSignIn(signIn);
        }
        request.log.info({ username: caller.username }, "password changed");
        return reply.code(204).send();
      },
    );
  }
}
