import { expect, test } from "vitest";
import type { ConnectionGroup } from "../api/types.ts";
import { contentsOf } from "./group-contents.ts";
import { connection } from "./testing/objects.ts";

function pc(identifier: string) {
  return { ...connection(identifier, "1"), attributes: {} };
}

function group(identifier: string, name: string): ConnectionGroup {
  return { identifier, name, type: "ORGANIZATIONAL", activeConnections: 0 };
}

test("everything inside is named, at every depth", () => {
  const inner: ConnectionGroup = { ...group("3", "C"), type: "BALANCING", childConnections: [pc("3")] };
  const middle: ConnectionGroup = {
    ...group("2", "B"),
    childConnectionGroups: [inner],
  };
  const outer: ConnectionGroup = {
    ...group("1", "A"),
    childConnections: [pc("1")],
    childConnectionGroups: [middle],
  };
  expect(contentsOf(outer)).toEqual({ groups: ["B", "C"], connections: ["PC 1", "PC 3"] });
  expect(contentsOf(group("9", "E"))).toEqual({ groups: [], connections: [] });
});
