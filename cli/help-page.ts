import type { Argument, Command } from "commander";
import { exitCodeMeanings, exitCodes, type Outcome } from "./exit-codes.ts";
import type { Say } from "./language.ts";
import { widthOf } from "./print.ts";

/** The whole of the command on one page: every command with its purpose, the common options, the exit codes. */
export function helpPage(program: Command, say: Say): string {
  const rows = leavesOf(program, "").map(({ command, path }) => [path, command.description()] as const);
  const options = program.options.map((option) => [option.flags, option.description] as const);
  const codes = (Object.keys(exitCodes) as Outcome[]).map(
    (outcome) => [String(exitCodes[outcome]), say(exitCodeMeanings[outcome])] as const,
  );
  return [
    `anhu: ${program.description()}`,
    "",
    say({ zh: "用法：anhu <命令> [选项]", en: "usage: anhu <command> [options]" }),
    "",
    columns(rows),
    "",
    say({ zh: "通用选项", en: "options of every command" }),
    columns(options),
    "",
    say({ zh: "退出码", en: "exit codes" }),
    columns(codes),
    "",
    say({
      zh: "anhu <命令> --help 列出该命令的选项。说明：docs/operators-command.zh-CN.md",
      en: "anhu <command> --help lists the options of one. Manual: docs/operators-command.md",
    }),
    "",
  ].join("\n");
}

function leavesOf(command: Command, path: string): readonly { readonly command: Command; readonly path: string }[] {
  const children = command.commands.filter((child) => child.name() !== "help");
  return children.flatMap((child) => {
    const own = `${path}${child.name()}${child.registeredArguments.map(placeOf).join("")}`;
    return child.commands.length === 0 ? [{ command: child, path: own }] : leavesOf(child, `${own} `);
  });
}

function placeOf(argument: Argument): string {
  return argument.required ? ` <${argument.name()}>` : ` [${argument.name()}]`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => widthOf(left)));
  return rows.map(([left, right]) => `  ${left}${" ".repeat(width - widthOf(left))}  ${right}`).join("\n");
}
