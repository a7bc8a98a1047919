import type { Caller } from "../../database/sign-ins.ts";
import type { Services } from "../services.ts";
import { makeLink, requireShareable } from "../session-shares.ts";

/** What whoever is to see a session of the caller's own needs to say: a new key each time, good until the session ends. @throws ApiError */
export async function sharingCredentials(
  services: Services,
  caller: Caller,
  session: string,
  profile: string,
): Promise<object> {
  const { key } = await makeLink(services, caller, await requireShareable(services, caller, session), profile);
  return { expected: [{ name: "key", type: "QUERY_PARAMETER" }], values: { key } };
}
