import { expect, test } from "vitest";
import { holds, managesConnections, managesUserGroups, managesUsers, mayAudit } from "./permissions.ts";
import type { PermissionSet } from "./types.ts";

const none: PermissionSet = {
  connectionPermissions: {},
  connectionGroupPermissions: {},
  sharingProfilePermissions: {},
  userPermissions: {},
  userGroupPermissions: {},
  systemPermissions: [],
};

test("an agent who may use a desktop and change the own password manages nothing", () => {
  const agent = { ...none, connectionPermissions: { "1": ["READ"] }, userPermissions: { rina: ["READ", "UPDATE"] } };
  expect(managesUsers(agent, "rina")).toBe(false);
  expect(managesUserGroups(agent)).toBe(false);
  expect(managesConnections(agent)).toBe(false);
  expect(mayAudit(agent)).toBe(false);
});

test("who may change another account, a group or a connection manages it", () => {
  expect(managesUsers({ ...none, userPermissions: { lova: ["READ", "UPDATE"] } }, "rina")).toBe(true);
  expect(managesUserGroups({ ...none, userGroupPermissions: { Ventes: ["ADMINISTER"] } })).toBe(true);
  expect(managesConnections({ ...none, connectionGroupPermissions: { "4": ["DELETE"] } })).toBe(true);
});

test("administrators hold every system permission", () => {
  const administrator = { ...none, systemPermissions: ["ADMINISTER"] };
  expect(holds(administrator, "CREATE_USER")).toBe(true);
  expect(mayAudit(administrator)).toBe(true);
  expect(holds({ ...none, systemPermissions: ["CREATE_CONNECTION"] }, "CREATE_USER")).toBe(false);
});
