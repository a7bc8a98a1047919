import { expect, test } from "vitest";
import type { PermissionSet } from "../api/types.ts";
import { managedAccounts } from "./managed-accounts.ts";

const held: PermissionSet = {
  connectionPermissions: { "1": ["READ"] },
  connectionGroupPermissions: {},
  sharingProfilePermissions: {},
  userPermissions: { rina: ["READ", "UPDATE"], Lova: ["READ"] },
  userGroupPermissions: { Mission: ["ADMINISTER"] },
  systemPermissions: [],
};
const everything = { search: "", sort: "name", offset: 0, limit: 25, filters: {} };
const names = (query: Parameters<typeof managedAccounts>[1]) =>
  managedAccounts(held, query).items.map((item) => item.name);

test("users and groups come in one list, and nothing else", () => {
  expect(names(everything)).toEqual(["Lova", "Mission", "rina"]);
  expect(managedAccounts(held, everything).items[2]).toEqual({
    kind: "user",
    name: "rina",
    permissions: ["READ", "UPDATE"],
    direct: ["READ", "UPDATE"],
    via: [],
  });
});

test("it is searched, sorted and cut", () => {
  expect(names({ ...everything, search: "MIS" })).toEqual(["Mission"]);
  expect(names({ ...everything, sort: "-name" })).toEqual(["rina", "Mission", "Lova"]);
  expect(managedAccounts(held, { ...everything, offset: 1, limit: 1 })).toMatchObject({
    total: 3,
    items: [{ name: "Mission" }],
  });
});
