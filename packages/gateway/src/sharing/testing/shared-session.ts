import { planDevices } from "../../devices/device-plan.ts";
import { ConnectionParameters } from "../../sessions/connection-parameters.ts";
import type { Session } from "../../sessions/session.ts";
import type { StoredConnection } from "../../sessions/session-store.ts";
import { marie } from "../../sessions/testing/memory-store.ts";
import type { GuestFacts } from "../guest.ts";
import type { SharedSession } from "../share-links.ts";

/** A session as far as the API sees it, with guests who are sent away by leaving the list. */
export function sharedSession(
  id: string,
  connection: Pick<StoredConnection, "identifier" | "name">,
  parameters: Record<string, string> = {},
): SharedSession & { readonly guests: GuestFacts[] } {
  const guests: GuestFacts[] = [];
  const session = {
    ...{ id, connection, principal: marie },
    devicePlan: planDevices(new ConnectionParameters(parameters, {})),
    guests: {
      facts: guests,
      find: (wanted: string) => guests.find((guest) => guest.id === wanted),
      sendAway: (isMeant: (guest: GuestFacts) => boolean) =>
        guests.splice(0, guests.length, ...guests.filter((guest) => !isMeant(guest))),
    },
  };
  return { session: session as unknown as Session, history: { id: 1 }, guests };
}
