import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/src/**/*.test.tsx",
      "tests/contract/*.test.ts",
      "tests/database/*.test.ts",
      "tests/faults/*.test.ts",
      "tests/oracle/*.test.ts",
    ],
    globalSetup: "packages/graphics/tools/build-kernels.mjs",
    // Many tests wait, for a slow line or a time limit.
    maxWorkers: 3,
    // Most of those that may run together wait for a time limit.
    maxConcurrency: 16,
    // Property tests take their time on a loaded machine.
    testTimeout: 30_000,
  },
});
