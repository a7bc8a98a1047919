/** The texts of the administration's frame and of its tables. */
export const administration = {
  navigation: "Administration",
  section: {
    users: "Users",
    groups: "User groups",
  },
  table: {
    clearSearch: "Clear the search",
    shown: "{{from}}–{{to}} of {{total}}",
    pageSize: "Rows a page",
    perPage: "{{size}} a page",
    firstPage: "First page",
    previousPage: "Previous page",
    nextPage: "Next page",
    lastPage: "Last page",
    selectPage: "Select all on this page",
    select: "Select {{name}}",
    selected_one: "{{count}} selected",
    selected_other: "{{count}} selected",
    clearSelection: "Clear selection",
    actions: "Actions",
    failed: "The list could not be loaded",
    nothingTitle: "Nothing found",
    nothing: "No entry matches the search and the filters.",
    showAll: "Show everything",
  },
} as const;
