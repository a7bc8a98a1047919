import { moveGroups, removeGroups } from "../api/connection-groups.ts";
import { changeConnections, removeConnections } from "../api/connections.ts";
import { identifiersOf, type TreeObject } from "./tree-object.ts";

/** How many connections the gateway changes in one request. */
const atOnce = 1000;

async function inParts(identifiers: readonly string[], change: (part: readonly string[]) => Promise<void>) {
  for (let from = 0; from < identifiers.length; from += atOnce) await change(identifiers.slice(from, from + atOnce));
}

/** Puts groups and connections into the group `target`. */
export async function moveObjects(objects: readonly TreeObject[], target: string): Promise<void> {
  const { groups, connections } = identifiersOf(objects);
  if (groups.length > 0) await moveGroups(groups, target);
  await inParts(connections, (part) => changeConnections(part, { parentIdentifier: target }));
}

/** Deletes groups with all that they hold, and connections. */
export async function removeObjects(objects: readonly TreeObject[]): Promise<void> {
  const { groups, connections } = identifiersOf(objects);
  await inParts(connections, removeConnections);
  if (groups.length > 0) await removeGroups(groups);
}
