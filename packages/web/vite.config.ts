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
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", minShareCount: 3 }] } } },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": gateway, "/tunnel": { target: gateway, ws: true } } },
});
