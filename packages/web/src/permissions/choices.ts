import { IconDeviceDesktop, IconFolder, IconUser, IconUsersGroup } from "@tabler/icons-react";
import { type Choice, type ChoiceSource, choiceLimit } from "../administration/picker.tsx";
import type { ConnectionItem } from "../api/connections.ts";
import { fetchUserGroups } from "../api/groups.ts";
import { fetchList, type ListQuery } from "../api/lists.ts";
import type { PermissionObject, Subject } from "../api/permissions.ts";
import { fetchUsers } from "../api/users.ts";

const queryOf = (search: string, sort: string): ListQuery => ({
  search,
  sort,
  offset: 0,
  limit: choiceLimit,
  filters: {},
});

async function searchUsers(text: string): Promise<Choice[]> {
  const { items } = await fetchUsers(queryOf(text, "username"));
  return items.map(({ username, fullName }) => ({
    value: username,
    label: fullName ? `${username} · ${fullName}` : username,
  }));
}

async function searchUserGroups(text: string): Promise<Choice[]> {
  const { items } = await fetchUserGroups(queryOf(text, "identifier"));
  return items.map(({ identifier }) => ({ value: identifier, label: identifier }));
}

async function searchPlaces(kind: "connection" | "connectionGroup", text: string): Promise<Choice[]> {
  const { items } = await fetchList<ConnectionItem>(`${kind}s`, queryOf(text, "name"));
  return items.map(({ identifier, name, path }) => ({ value: identifier, label: [...path, name].join(" / ") }));
}

/** Choices of one kind among others: what they stand for begins their values. */
function ofKind(kind: string, icon: Choice["icon"], choices: readonly Choice[]): Choice[] {
  return choices.map(({ value, label }) => ({ value: `${kind} ${value}`, label, icon }));
}

export const userChoices: ChoiceSource = { key: "users", search: searchUsers };

export const userGroupChoices: ChoiceSource = { key: "userGroups", search: searchUserGroups };

/** Users and groups, the groups first. */
export const holderChoices: ChoiceSource = {
  key: "holders",
  search: async (text) => {
    const [groups, users] = await Promise.all([searchUserGroups(text), searchUsers(text)]);
    return [...ofKind("userGroup", IconUsersGroup, groups), ...ofKind("user", IconUser, users)];
  },
};

/** Connections and the groups that they are in. */
export const usableChoices: ChoiceSource = {
  key: "usable",
  search: async (text) => {
    const [connections, groups] = await Promise.all([
      searchPlaces("connection", text),
      searchPlaces("connectionGroup", text),
    ]);
    return [...ofKind("connection", IconDeviceDesktop, connections), ...ofKind("connectionGroup", IconFolder, groups)];
  },
};

function split({ value }: Choice): { readonly kind: string; readonly rest: string } {
  const space = value.indexOf(" ");
  return { kind: value.slice(0, space), rest: value.slice(space + 1) };
}

/** What a choice of `holderChoices` stands for. */
export function subjectOf(choice: Choice): Subject {
  const { kind, rest } = split(choice);
  return { kind: kind as Subject["kind"], name: rest };
}

/** What a choice of `usableChoices` stands for. */
export function objectOf(choice: Choice): PermissionObject {
  const { kind, rest } = split(choice);
  return { kind: kind as PermissionObject["kind"], identifier: rest };
}
