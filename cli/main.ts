import { exitCodes } from "./exit-codes.ts";
import { runCommand } from "./run.ts";

/** A pipe that nobody reads any more, as in `anhu device list | head`, is no fault. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await runCommand(process.argv.slice(2), process.env, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
  end: (outcome) => {
    process.exitCode = exitCodes[outcome];
  },
});
