import type { Routes } from "../routes.ts";

const NAMES: Readonly<Record<string, string>> = { en: "English", fr: "Français" };

/** The languages that are offered; no sign-in needed. */
export function languageRoutes(routes: Routes, offered: readonly string[]): void {
  const answer = Object.fromEntries(offered.map((language) => [language, NAMES[language]]));
  const schema = { summary: "Languages that are offered, by their code" };
  routes.get("/languages", { schema }, async () => answer);
}
