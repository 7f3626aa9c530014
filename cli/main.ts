import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";
import { CommandFailedError } from "./failure.ts";
import { languageOfOperator, sayIn } from "./language.ts";
import { newProgram } from "./program.ts";
import type { Streams } from "./terminal.ts";

const commandLine = process.argv.slice(2);
const language = languageOfOperator(commandLine, process.env);

const streams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
  end: (outcome) => {
    process.exitCode = exitCodes[outcome];
  },
};

/** A pipe that nobody reads any more, as in `anhu device list | head`, is no fault. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await newProgram({ language, streams }).parseAsync();
} catch (error) {
  const failure = failureOf(error);
  if (failure !== undefined) tell(failure);
}

/** Undefined for what is no failure: help was asked for. */
function failureOf(error: unknown): CommandFailedError | undefined {
  if (error instanceof CommandFailedError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    // Without any command commander shows the help page and calls it an error.
    if (error.code === "commander.help") return usage("which command? (anhu --help)", "缺少命令（anhu --help）");
    const en = error.message.replace(/^error: /, "");
    return usage(`${en} (anhu --help)`, `命令写法有误：${en}（anhu --help）`);
  }
  // By its code: the class would bring the database along, which no other command needs.
  if (error instanceof Error && "code" in error && error.code === "backup-refused") {
    return new CommandFailedError({ zh: error.message, en: error.message }, { cause: error });
  }
  throw error;
}

function usage(en: string, zh: string): CommandFailedError {
  return new CommandFailedError({ zh, en }, { kind: "usage" });
}

function tell({ kind, messages, facts }: CommandFailedError): void {
  process.exitCode = exitCodes[kind];
  if (commandLine.includes("--json")) {
    streams.out(`${JSON.stringify({ error: { kind, exitCode: exitCodes[kind], messages, ...facts } })}\n`);
  }
  streams.err(`anhu: ${sayIn(language)(messages)}\n`);
}
