import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "end-to-end",
  outputDir: "../test-results",
  // Files side by side: most of a test is waiting for a server to start.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: "list",
  globalSetup: "./end-to-end/global-setup.ts",
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      // Without it Chromium gives no file a name that is not ASCII.
      env: { ...process.env, LC_ALL: "C.UTF-8" },
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
