import { defineConfig } from "vitest/config";
import { filesAtOnce } from "./tests/files-at-once.ts";

/** One queue of all projects' files: whatever kind they are, so many run at once. */
const together = { maxWorkers: filesAtOnce(), setupFiles: ["tests/own-moto.ts"] };

/** Fast pure tests, contract suites on both engines, whole paths over real sockets, and the browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...together,
          name: "unit",
          include: [
            "tests/{domain,contracts,functions,devices-sim,cli,infra,web}/**/*.test.ts",
            "tests/cloud/{iam,iot}/**/*.test.ts",
            "tests/*.test.ts",
          ],
          testTimeout: 40_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...together,
          name: "contract",
          include: ["tests/{adapters,stores}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          ...together,
          name: "scenario",
          include: ["tests/{local,scenarios,faults}/**/*.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/built-pages.ts"],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          // Before a change lands a page may be looked at twice; at a desk what fails once is seen.
          retry: process.env.CI === "true" ? 1 : 0,
        },
      },
    ],
  },
});
