import type { Translation } from "./typed-resources.ts";
import type { users as texts } from "./users.en.ts";

export const users: Translation<typeof texts> = {
  list: {
    title: "Utilisateurs",
    search: "Rechercher des utilisateurs",
    emptyTitle: "Aucun utilisateur",
    username: "Nom d’utilisateur",
    fullName: "Nom complet",
    organization: "Organisation",
    lastActive: "Dernière activité",
    never: "Jamais",
    online: "En ligne",
  },
  groups: {
    title: "Groupes d’utilisateurs",
    search: "Rechercher des groupes",
    emptyTitle: "Aucun groupe pour l’instant",
    identifier: "Nom",
    memberUsers: "Utilisateurs",
    memberGroups: "Groupes",
  },
};
