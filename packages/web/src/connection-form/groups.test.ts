import { expect, test } from "vitest";
import type { ConnectionGroup } from "../api/types.ts";
import { groupChoices, namesInGroup } from "./groups.ts";

function connection(identifier: string, parentIdentifier: string, name: string) {
  return { identifier, name, parentIdentifier, protocol: "rdp", attributes: {}, activeConnections: 0 };
}

const tree: ConnectionGroup = {
  identifier: "ROOT",
  name: "ROOT",
  type: "ORGANIZATIONAL",
  childConnections: [connection("1", "ROOT", "A")],
  childConnectionGroups: [
    {
      identifier: "5",
      name: "Missions",
      type: "ORGANIZATIONAL",
      childConnectionGroups: [
        {
          identifier: "6",
          name: "Paris",
          type: "ORGANIZATIONAL",
          childConnections: [connection("2", "6", "A"), connection("3", "6", "B")],
        },
      ],
    },
  ],
};

test("groups are offered with the way to them", () => {
  expect(groupChoices(tree)).toEqual([
    { value: "5", label: "Missions" },
    { value: "6", label: "Missions / Paris" },
  ]);
});

test("names are those of one group, without the connection that is edited", () => {
  expect(namesInGroup(tree, "ROOT", undefined)).toEqual(["A"]);
  expect(namesInGroup(tree, "6", "2")).toEqual(["B"]);
  expect(namesInGroup(tree, "5", undefined)).toEqual([]);
});
