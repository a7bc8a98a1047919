import type { Routes } from "../routes.ts";

/** The languages of the page; no sign-in needed. */
export function languageRoutes(routes: Routes): void {
  routes.get("/languages", async () => ({ en: "English", fr: "Français" }));
}
