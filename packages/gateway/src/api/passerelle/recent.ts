import { recentConnections } from "../../database/connection-records.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";

/** The desktops that the caller opened last, for the home page: `{ identifier, name, lastUsed }[]`. */
export function recentRoutes(routes: Routes, services: Services): void {
  const schema = { tags: ["connections"], summary: "The desktops that the caller opened last" };
  routes.get("/recent", { schema }, async ({ caller }) => {
    const recent = await recentConnections(services.queries, caller.userId);
    return recent.map((row) => ({
      identifier: String(row.connection_id),
      name: row.connection_name,
      lastUsed: row.last_used.getTime(),
    }));
  });
}
