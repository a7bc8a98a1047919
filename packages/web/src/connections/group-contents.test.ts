import { expect, test } from "vitest";
import type { ConnectionGroup } from "../api/types.ts";
import { contentsOf } from "./group-contents.ts";
import { connection } from "./testing/objects.ts";

function pc(identifier: string) {
  return { ...connection(identifier, "1"), attributes: {} };
}

test("everything inside is named, at every depth", () => {
  const inner: ConnectionGroup = { identifier: "3", name: "C", type: "BALANCING", childConnections: [pc("3")] };
  const middle: ConnectionGroup = {
    identifier: "2",
    name: "B",
    type: "ORGANIZATIONAL",
    childConnectionGroups: [inner],
  };
  const outer: ConnectionGroup = {
    identifier: "1",
    name: "A",
    type: "ORGANIZATIONAL",
    childConnections: [pc("1")],
    childConnectionGroups: [middle],
  };
  expect(contentsOf(outer)).toEqual({ groups: ["B", "C"], connections: ["PC 1", "PC 3"] });
  expect(contentsOf({ identifier: "9", name: "E", type: "ORGANIZATIONAL" })).toEqual({ groups: [], connections: [] });
});
