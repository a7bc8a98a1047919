import type { administration as texts } from "./administration.en.ts";
import type { Translation } from "./typed-resources.ts";

export const administration: Translation<typeof texts> = {
  navigation: "Administration",
  section: {
    users: "Utilisateurs",
    groups: "Groupes d’utilisateurs",
    sessions: "Sessions actives",
    history: "Historique",
    bans: "Accès bloqués",
    audit: "Journal d’audit",
  },
  table: {
    clearSearch: "Effacer la recherche",
    shown: "{{from}}–{{to}} sur {{total}}",
    pageSize: "Lignes par page",
    perPage: "{{size}} par page",
    firstPage: "Première page",
    previousPage: "Page précédente",
    nextPage: "Page suivante",
    lastPage: "Dernière page",
    selectPage: "Tout sélectionner sur cette page",
    select: "Sélectionner {{name}}",
    selected_one: "{{count}} sélectionné",
    selected_other: "{{count}} sélectionnés",
    clearSelection: "Effacer la sélection",
    actions: "Actions",
    failed: "Impossible de charger la liste",
    nothingTitle: "Aucun résultat",
    nothing: "Aucun élément ne correspond à la recherche et aux filtres.",
    showAll: "Tout afficher",
  },
};
