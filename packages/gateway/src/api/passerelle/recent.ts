import { Type } from "typebox";
import { recentConnections } from "../../database/connection-records.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { Moment } from "./schemas.ts";

const Recent = Type.Array(Type.Object({ identifier: Type.String(), name: Type.String(), lastUsed: Moment }));

/** The desktops that the caller opened last, for the home page. */
export function recentRoutes(routes: Routes, services: Services): void {
  const summary = "The desktops that the caller opened last";
  const schema = { tags: ["connections"], summary, response: { 200: Recent } };
  routes.get("/recent", { schema }, async ({ caller }) => {
    const recent = await recentConnections(services.queries, caller.userId);
    return recent.map((row) => ({
      identifier: String(row.connection_id),
      name: row.connection_name,
      lastUsed: row.last_used.getTime(),
    }));
  });
}
