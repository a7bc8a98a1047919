/** For `validateSearch` of a page with tabs. */
export function tabSearch(search: Record<string, unknown>): { readonly tab?: string } {
  return typeof search.tab === "string" && search.tab.length <= 40 ? { tab: search.tab } : {};
}
