import { defineConfig } from "vitest/config";

/**
 * The executed cloud: synthesises the default cell and runs what was synthesised. Apart from `npm test`, since it needs
 * moto's server (ANHU_TEST_MOTO) and bundles every function. One file after the other: they share that server.
 */
export default defineConfig({
  test: {
    name: "cloud",
    include: ["tests/cloud/**/*.test.ts", "tests/scenarios/**/*.test.ts"],
    env: { ANHU_TEST_RUNTIME: "cloud" },
    globalSetup: ["tests/cloud/synthesise.ts"],
    testTimeout: 480_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
