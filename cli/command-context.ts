import type { Command } from "commander";
import type { Language } from "../contracts/http/problems.ts";
import { type Target, type TargetOptions, targetOf } from "./target.ts";
import { newTerminal, type Streams, type Terminal } from "./terminal.ts";

/** What all commands share: the operator's language and where they speak. */
export interface CommandHost {
  readonly language: Language;
  readonly streams: Streams;
}

/** What one command gets: its options with the global ones, its terminal, and the service that is meant. */
export interface CommandContext<Options> {
  readonly options: Options & TargetOptions;
  readonly terminal: Terminal;
  target(): Promise<Target>;
}

/** Makes a commander action of a command's work. */
export function action<Options = object>(
  host: CommandHost,
  work: (context: CommandContext<Options>, ...args: string[]) => Promise<void> | void,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<Options & TargetOptions & { readonly json?: boolean }>();
    const terminal = newTerminal({ ...host, json: options.json === true });
    const context = { options, terminal, target: () => targetOf(options, terminal) };
    await work(context, ...(command.args as string[]));
  };
}
