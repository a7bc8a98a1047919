import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type SessionSharing, sharingQuery } from "../../api/session-sharing.ts";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";

/** Links run out by themselves: milliseconds between two looks. */
const INTERVAL = 30_000;

/** How the desktop of this page is shared, asked for again whenever a guest comes or goes. */
export function useSharing(client: SessionClient): UseQueryResult<SessionSharing> {
  const { session = "", guests } = useSessionState(client);
  const queryClient = useQueryClient();
  const { queryKey } = sharingQuery(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of guests says that there is something new.
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey });
  }, [queryClient, session, guests]);
  return useQuery({ ...sharingQuery(session), enabled: session !== "", refetchInterval: INTERVAL });
}
