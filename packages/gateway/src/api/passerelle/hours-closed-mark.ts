import type { Static } from "typebox";
import type { StoredClosing } from "../../database/hours/closings.ts";
import { verificationKey } from "../../database/hours/signing-key.ts";
import { isGenuine } from "../../hours/closing-text.ts";
import type { Services } from "../services.ts";
import type { ClosedMark as Schema } from "./hours-schemas.ts";

/** By whom and when a month was closed, and whether that is still what they signed. */
export type ClosedMark = Static<typeof Schema>;

/** Checks the signature of a closing. */
export async function closedMark(
  { queries, secrets }: Pick<Services, "queries" | "secrets">,
  { month, zone, closedBy, closedAt, text, signature, keyId }: StoredClosing,
): Promise<ClosedMark> {
  const at = closedAt.getTime();
  const key = await verificationKey(queries, secrets, keyId);
  const valid = isGenuine({ head: { month, zone, closedBy, closedAt: at }, text, signature }, key);
  return { month, zone, by: closedBy, at, valid };
}
