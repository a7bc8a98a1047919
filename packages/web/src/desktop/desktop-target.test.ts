import { expect, test } from "vitest";
import type { ConnectionGroup } from "../api/types.ts";
import { addressOf, targetName } from "./desktop-target.ts";

const connection = { parentIdentifier: "9", protocol: "rdp", attributes: {}, activeConnections: 0 };
const tree: ConnectionGroup = {
  identifier: "ROOT",
  name: "ROOT",
  type: "ORGANIZATIONAL",
  activeConnections: 0,
  childConnectionGroups: [
    {
      identifier: "9",
      name: "Missions",
      type: "BALANCING",
      activeConnections: 0,
      childConnections: [{ ...connection, identifier: "4", name: "Alexandra" }],
    },
  ],
};

test("connections and groups have addresses and names of their own", () => {
  const [group, desktop] = [
    { kind: "group", identifier: "9" } as const,
    { kind: "connection", identifier: "4" } as const,
  ];
  expect([addressOf(group), targetName(tree, group)]).toEqual(["/desktop/group/9", "Missions"]);
  expect([addressOf(desktop), targetName(tree, desktop)]).toEqual(["/desktop/4", "Alexandra"]);
  expect(targetName(tree, { kind: "connection", identifier: "9" })).toBeUndefined();
  expect(addressOf({ kind: "share", identifier: "k_-9" })).toBe("/share/k_-9");
});
