import { sql } from "kysely";
import type { Routes } from "../api/routes.ts";
import type { Queries } from "../database/database.ts";

/** For container platforms and load balancers; no sign-in needed, nothing told. */
export function healthRoutes(routes: Routes, queries: Queries): void {
  const schema = (summary: string) => ({ schema: { tags: ["health"], summary } });
  routes.get("/health/live", schema("Whether the process runs"), async () => ({ status: "live" }));

  routes.get("/health/ready", schema("Whether the database answers"), async (request, reply) => {
    try {
      await sql`select 1`.execute(queries);
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "the database does not answer");
      return reply.code(503).send({ status: "the database does not answer" });
    }
  });
}
