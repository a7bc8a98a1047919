import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./tools/precompress.ts";
import { sizeBudget } from "./tools/size-budget.ts";

/** Where `npm run dev -w packages/web` finds the gateway. */
const gateway = process.env.PASSERELLE_URL ?? "http://127.0.0.1:8080";

const { version } = readJson("../../package.json");
const budget = readJson("size-budget.json");

function readJson(path: string) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}

/** What the administration and people's own account share, and neither the desktop nor the way to it needs. */
const administration = [
  /\/src\/(account|activity|administration|connection-form|connections|exchange|groups|permissions|restrictions|table|users)\/(?!.*(routes|sections|list-search)\.ts$)/,
  /\/src\/shell\/(confirm-dialog|section|unsaved-guard)/,
  /\/src\/api\/(?!api-error|error-text|gateway|hours|lists|permissions|queries|request|types)/,
  /\/esm\/components\/(Autocomplete|Checkbox|Chip|Combobox|List|MultiSelect|NativeSelect|Pill|PillsInput|Radio|Select|Switch|Table|Tabs|Textarea|Tooltip)\//,
  // What the styles of one component build upon must come before them, so these do not go to the first file.
  /\/styles\/(Checkbox|Chip|List|Pill|PillsInput|Radio|Table|Tabs|ThemeIcon|Tooltip)\.layer\.css$/,
  /\/node_modules\/(@simplewebauthn|@tanstack\/(react-virtual|virtual-core))\//,
];

/** What pages with forms and dialogs share. */
const forms =
  /\/node_modules\/(@mantine\/(form\/|core\/esm\/components\/(Modal|ModalBase|ScrollArea)\/)|klona|fast-deep-equal|react-remove-scroll)/;

/** The pages of worked hours. */
const hours = /\/src\/(hours\/(?!routes)|api\/hours)/;

function isOfAdministration(id: string): boolean {
  return administration.some((part) => part.test(id));
}

/** Whether most pages may have a use for it. */
function isForAll(id: string): boolean {
  return !isOfAdministration(id) && !forms.test(id) && !hours.test(id);
}

export default defineConfig({
  // Relative, so that the same files work under `/` and under `/guacamole/`.
  base: "./",
  plugins: [react(), precompress(), sizeBudget(budget)],
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    target: "es2023",
    cssTarget: "chrome123",
    modulePreload: { polyfill: false },
    // Kernels are fetched, which the page's policy forbids for data URLs.
    assetsInlineLimit: (path) => (path.endsWith(".wasm") ? false : undefined),
    // What most pages share comes in one file: on a slow line, every request costs a round trip.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "shared", minShareCount: 3, priority: 1, test: isForAll },
            { name: "forms", minShareCount: 3, test: forms },
            { name: "administration", minShareCount: 3, test: isOfAdministration },
            { name: "hours", minShareCount: 2, test: hours },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": gateway, "/tunnel": { target: gateway, ws: true } } },
});
