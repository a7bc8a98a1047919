import { expect, test } from "vitest";
import type { Connection, ConnectionGroup } from "../api/types.ts";
import { desktopCount, recentConnections, searchSections, sectionsOf } from "./connection-list.ts";

function connection(identifier: string, name: string): Connection {
  return { identifier, name, parentIdentifier: "ROOT", protocol: "rdp", attributes: {}, activeConnections: 0 };
}

const tree: ConnectionGroup = {
  identifier: "ROOT",
  name: "ROOT",
  type: "ORGANIZATIONAL",
  activeConnections: 0,
  childConnections: [connection("1", "PC 10"), connection("2", "PC 9")],
  childConnectionGroups: [
    {
      identifier: "7",
      name: "Missions",
      type: "ORGANIZATIONAL",
      activeConnections: 0,
      childConnectionGroups: [
        {
          identifier: "8",
          name: "Hélène",
          type: "ORGANIZATIONAL",
          activeConnections: 0,
          childConnections: [connection("3", "Windows 11")],
        },
      ],
    },
    {
      identifier: "9",
      name: "Accueil",
      type: "ORGANIZATIONAL",
      activeConnections: 0,
      childConnections: [connection("4", "Borne")],
    },
  ],
};
const sections = sectionsOf(tree);

test("groups become sections in order of their names, numbers counted as numbers", () => {
  expect(sections.map((section) => section.path.join("/"))).toEqual(["", "Accueil", "Missions/Hélène"]);
  expect(sections[0]?.connections.map((one) => one.name)).toEqual(["PC 9", "PC 10"]);
});

test("a search finds names and groups, without regard to case and accents", () => {
  const found = (search: string) => searchSections(sections, search).flatMap((s) => s.connections.map((c) => c.name));
  expect(found("HELENE win")).toEqual(["Windows 11"]);
  expect(found("pc 1")).toEqual(["PC 10"]);
  expect(found("  ")).toHaveLength(4);
  expect(found("pc windows")).toEqual([]);
});

test("recent connections come newest first, once each, without those that are gone", () => {
  expect(recentConnections(sections, ["3", "99", "1", "3"]).map((one) => one.identifier)).toEqual(["3", "1"]);
  expect(recentConnections(sections, ["4", "3", "2", "1"])).toHaveLength(3);
});

test("a short list is not repeated as recent", () => {
  expect(recentConnections(sections.slice(0, 1), ["1"])).toEqual([]);
});

test("a balancing group is one desktop of the group that it is in", () => {
  const members = [connection("5", "Member one"), connection("6", "Member two")];
  const pool = {
    identifier: "10",
    name: "Pool",
    type: "BALANCING",
    activeConnections: 1,
    childConnections: members,
  } as const;
  const found = sectionsOf({ ...tree, childConnectionGroups: [...(tree.childConnectionGroups ?? []), pool] });
  expect(found.map(({ groups }) => groups.map(({ name }) => name))).toEqual([["Pool"], [], []]);
  expect(desktopCount(found)).toBe(5);
  expect(desktopCount(searchSections(found, "pool"))).toBe(1);
  expect(searchSections(found, "member")).toEqual([]);
});
