import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";
import { CommandFailedError } from "./failure.ts";
import { fileFailure } from "./file-failure.ts";
import { languageOfOperator, sayIn } from "./language.ts";
import { newProgram } from "./program.ts";
import type { Streams } from "./terminal.ts";

/**
 * Runs one command line to its end. Every failure that an operator can do something about is told on standard error in
 * one or a few lines, and with `--json` on standard output too; anything else is thrown.
 */
export async function runCommand(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  streams: Streams,
): Promise<void> {
  const language = languageOfOperator(commandLine, environment);
  try {
    await newProgram({ language, streams }).parseAsync(commandLine, { from: "user" });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) return;
    const { kind, messages, facts } = failure;
    streams.end(kind);
    if (commandLine.includes("--json")) {
      streams.out(`${JSON.stringify({ error: { kind, exitCode: exitCodes[kind], messages, ...facts } })}\n`);
    }
    streams.err(`anhu: ${sayIn(language)(messages)}\n`);
  }
}

/** Undefined for what is no failure: help was asked for. */
function failureOf(error: unknown): CommandFailedError | undefined {
  if (error instanceof CommandFailedError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    // Without any command commander shows the help page and calls it an error.
    if (error.code === "commander.help") return usage("which command? (anhu --help)", "缺少命令（anhu --help）");
    const en = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    return usage(`${en} (anhu --help)`, `命令写法有误：${en}（anhu --help）`);
  }
  // By its code: the class would bring the database along, which no other command needs.
  if (error instanceof Error && "code" in error && error.code === "backup-refused") {
    return new CommandFailedError({ zh: error.message, en: error.message }, { cause: error });
  }
  if (error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR") {
    const messages = {
      zh: `数据库不能读写：${error.message}`,
      en: `the database cannot be read or written: ${error.message}`,
    };
    return new CommandFailedError(messages, { cause: error });
  }
  const ofFile = fileFailure(error);
  if (ofFile !== undefined) return ofFile;
  throw error;
}

function usage(en: string, zh: string): CommandFailedError {
  return new CommandFailedError({ zh, en }, { kind: "usage" });
}
