import { expect, test } from "vitest";
import { findGroups, groupsAround, groupsByParent, outermost, withInnerGroups } from "./group-tree.ts";
import { asObject, connection, group } from "./testing/objects.ts";

const groups = [group("1", "ROOT", "Missions"), group("2", "1", "Hélène"), group("3", "2"), group("8", "77")];

test("groups are by their parent; those in a group that is not to be seen are at the top", () => {
  const children = groupsByParent(groups);
  expect(children.get("ROOT")?.map((one) => one.identifier)).toEqual(["1", "8"]);
  expect(children.get("1")?.map((one) => one.identifier)).toEqual(["2"]);
});

test("what is inside and what is around", () => {
  expect([...withInnerGroups(groups, ["1"])]).toEqual(["1", "2", "3"]);
  expect(groupsAround(groups, "3")).toEqual(["ROOT", "1", "2"]);
});

test("what lies inside something chosen is left out", () => {
  const objects = [...groups.slice(0, 3).reverse(), connection("5", "3"), connection("6", "ROOT")].map(asObject);
  expect(outermost(objects, groups).map((one) => one.identifier)).toEqual(["1", "6"]);
});

test("groups are found by the words of their name, without regard to case and accents", () => {
  expect(findGroups(groups, "helene").map((one) => one.identifier)).toEqual(["2"]);
  expect(findGroups(groups, "group 3").map((one) => one.identifier)).toEqual(["3"]);
});
