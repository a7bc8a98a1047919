import type { Static } from "typebox";
import { unsupported } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { type UserBody, userDirectory } from "./users.ts";

/** The caller's account, in the place of `users/{name}`. */
export function selfRoutes(routes: Routes, services: Services): void {
  const { queries } = services;
  const directory = userDirectory(services);
  const tags = ["self"];

  routes.get("/self", { schema: { tags, summary: "The caller's account" } }, async ({ caller }) =>
    directory.read({ db: queries, caller }, caller.username),
  );

  routes.put(
    "/self",
    { schema: { tags, summary: "Changes the caller's account, by an administrator", body: directory.body } },
    async (request, reply) => {
      const { caller } = request;
      await directory.authorize?.({ db: queries, caller }, caller.username);
      const prepared = await directory.prepare(request.body as Static<typeof UserBody>);
      await queries.transaction().execute((db) => directory.replace({ db, caller }, caller.username, prepared));
      services.sessions.recheck();
      return reply.code(204).send();
    },
  );

  routes.delete("/self", { schema: { tags, summary: "Refused: nobody can delete the own account" } }, async () => {
    throw unsupported("Nobody can delete the own account.");
  });
}
