import type { Routes } from "../routes.ts";

/** The languages of the page; no sign-in needed. */
export function languageRoutes(routes: Routes): void {
  const schema = { tags: ["schema"], summary: "Languages of the page, by their code" };
  routes.get("/languages", { schema }, async () => ({ en: "English", fr: "Français" }));
  // Guacamole's extensions put HTML into its pages; there are none here.
  const patches = { tags: ["schema"], summary: "Always empty: there are no extensions that change pages" };
  routes.get("/patches", { schema: patches }, async () => []);
}
