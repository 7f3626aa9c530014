import { defineConfig } from "vitest/config";
import { filesAtOnce } from "./tests/files-at-once.ts";

/**
 * The executed cloud: synthesises the default cell and runs what was synthesised. Apart from `npm test`, since it needs
 * moto's server (ANHU_TEST_MOTO) and bundles every function. As many files at once as there are such servers.
 */
export default defineConfig({
  test: {
    name: "cloud",
    include: ["tests/cloud/**/*.test.ts", "tests/scenarios/**/*.test.ts"],
    env: { ANHU_TEST_RUNTIME: "cloud" },
    globalSetup: ["tests/cloud/synthesise.ts"],
    testTimeout: 480_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: filesAtOnce(),
    setupFiles: ["tests/own-moto.ts"],
  },
});
