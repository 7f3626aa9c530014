import { availableParallelism } from "node:os";

/** The moto servers that ANHU_TEST_MOTO names, with commas between them. */
export function motos(): readonly string[] {
  return (process.env.ANHU_TEST_MOTO ?? "").split(",").filter((address) => address !== "");
}

/**
 * How many test files run at once: each needs a moto to itself where there is one. Two even on two processors, since a
 * file often waits: for its browser, a box's process, an emulator.
 */
export function filesAtOnce(): number {
  return motos().length > 0 ? motos().length : Math.max(2, availableParallelism() - 1);
}
