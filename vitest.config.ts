import { defineConfig } from "vitest/config";
import { filesAtOnce } from "./tests/files-at-once.ts";

/**
 * One queue of all projects' files: whatever kind they are, so many run at once. Times are there to end what hangs and
 * prove nothing, so they are long: a machine may have other things to do.
 */
const together = {
  maxWorkers: filesAtOnce(),
  setupFiles: ["tests/own-moto.ts"],
  alias: { "fast-check": `${import.meta.dirname}/tests/dice.ts` },
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
};

/**
 * Real sockets, processes and pages: before a change lands one claim may be looked at twice; at a desk what fails once is
 * seen.
 */
const again = { retry: process.env.CI === "true" ? 1 : 0 };

const rules = ["tests/{domain,contracts,functions}/**/*.test.ts"];
/** Claims about what loading a function does, so that it must be loaded for them; and races on a moto. */
const apart = ["tests/functions/{manifest,declared-access,lambda,alert-races}.test.ts"];

/** Fast pure tests, contract suites on both engines, whole paths over real sockets, and the browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...together,
          name: "rules",
          include: rules,
          exclude: apart,
          // What they import keeps nothing between calls, so one process takes many files: half of the time.
          isolate: false,
          setupFiles: [],
        },
      },
      {
        test: {
          ...together,
          name: "unit",
          include: [
            ...apart,
            "tests/{devices-sim,cli,infra,web}/**/*.test.ts",
            "tests/cloud/{iam,iot}/**/*.test.ts",
            "tests/*.test.ts",
          ],
        },
      },
      {
        test: {
          ...together,
          name: "contract",
          include: ["tests/{adapters,stores}/**/*.test.ts"],
        },
      },
      {
        test: {
          ...together,
          name: "scenario",
          include: ["tests/{local,scenarios,faults}/**/*.test.ts"],
          ...again,
        },
      },
      {
        test: {
          ...together,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/built-pages.ts"],
          ...again,
        },
      },
    ],
  },
});
