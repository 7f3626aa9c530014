import { createRequire } from "node:module";
import type * as CliProgress from "cli-progress";
import { exitCodes } from "./exit-codes.ts";

/** How far long work has come. */
export interface Progress {
  step(by?: number): void;
  /** Leaves the terminal clean; safe to call again. */
  end(): void;
}

const silent: Progress = { step: () => undefined, end: () => undefined };
/** Shorter work is over before a bar is read. */
const worthShowing = 5;

/** A bar on standard error when somebody sits there, and nothing otherwise. Ctrl+C then ends with `interrupted`. */
export function progressOn(isInteractive: boolean, what: string, total: number, interrupted: string): Progress {
  if (!isInteractive || total < worthShowing) return silent;
  // Loaded here, so that commands without a bar start without it.
  const { SingleBar, Presets } = createRequire(import.meta.url)("cli-progress") as typeof CliProgress;
  const format = `${what} {bar} {value}/{total} · {eta_formatted}`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  function end(): void {
    process.off("SIGINT", interrupt);
    bar.stop();
  }
  // A bar switches wrapping and the cursor off; who presses Ctrl+C wants a terminal as it was.
  function interrupt(): void {
    end();
    process.stderr.write(`\nanhu: ${interrupted}\n`);
    process.exit(exitCodes.interrupted);
  }
  process.once("SIGINT", interrupt);
  bar.start(total, 0);
  return { step: (by = 1) => bar.increment(by), end };
}
