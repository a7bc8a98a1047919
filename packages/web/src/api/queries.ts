import { type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  fetchConnectionAttributes,
  fetchPermissions,
  fetchProtocols,
  fetchRecent,
  fetchSelf,
  fetchTree,
} from "./gateway.ts";

/** Who is signed in. Fails with PERMISSION_DENIED if nobody is. */
export const selfQuery = queryOptions({ queryKey: ["self"], queryFn: fetchSelf, staleTime: Number.POSITIVE_INFINITY });

export const permissionsQuery = queryOptions({ queryKey: ["permissions"], queryFn: fetchPermissions });

export const treeQuery = queryOptions({ queryKey: ["connections", "tree"], queryFn: fetchTree });

export const recentQuery = queryOptions({ queryKey: ["connections", "recent"], queryFn: fetchRecent });

/** What can be said of an RDP connection: its parameters' forms, and its attributes' forms. */
export const schemaQuery = queryOptions({
  queryKey: ["schema"],
  queryFn: async () => {
    const [protocols, attributes] = await Promise.all([fetchProtocols(), fetchConnectionAttributes()]);
    return { parameters: protocols.rdp?.connectionForms ?? [], attributes };
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** To be called after every change to a connection. */
export async function refreshConnections(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: ["connections"] });
}
