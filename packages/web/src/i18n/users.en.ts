/** The texts of users, user groups and permissions. */
export const users = {
  list: {
    title: "Users",
    search: "Search users",
    emptyTitle: "No users",
    username: "User name",
    fullName: "Full name",
    organization: "Organisation",
    lastActive: "Last active",
    never: "Never",
    online: "Online",
  },
  groups: {
    title: "User groups",
    search: "Search groups",
    emptyTitle: "No groups yet",
    identifier: "Name",
    memberUsers: "Users",
    memberGroups: "Groups",
  },
} as const;
