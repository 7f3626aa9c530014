import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { addAccountCommands } from "./account-commands.ts";
import { addAuditCommands } from "./audit/audit-commands.ts";
import { addBackupCommands } from "./backup-commands.ts";
import { addCellCommands } from "./cells/cell-commands.ts";
import type { CommandHost } from "./command-context.ts";
import { addDeviceCommands } from "./device-commands.ts";
import { addEraseCommands } from "./erase-commands.ts";
import { helpPage } from "./help-page.ts";
import { type Say, sayIn } from "./language.ts";
import { addPeopleCommands } from "./people-commands.ts";
import { addRegisterCommands } from "./register-commands.ts";
import { addServiceCommands } from "./service-commands.ts";
import type { Streams } from "./terminal.ts";
import { addToolCommands } from "./tool-commands.ts";

/** The whole command line, in the operator's language. Wrong arguments throw a CommanderError. */
export function newProgram(host: CommandHost): Command {
  const say = sayIn(host.language);
  const program = new Command("anhu")
    .description(
      say({
        zh: "系统管理员的命令：登记、看护、备份一套系统（单机或 AWS 单元）",
        en: "the operators' command: registers, looks after and backs up a service, on one box or in a cell on AWS",
      }),
    )
    .option(
      "--box <url>",
      say({
        zh: "单机系统的地址；缺省为 --data 上运行的，或最近从本目录启动的",
        en: "address of the box; else the one that runs on --data, else the one started last from here",
      }),
    )
    .option("--data <dir>", say({ zh: "单机系统的数据目录", en: "data folder of the box" }))
    .option("--cell <name>", say({ zh: "AWS 上的单元 cells/<name>.yaml", en: "the cell on AWS: cells/<name>.yaml" }))
    .option("--cells <dir>", say({ zh: "单元文件所在目录", en: "where the cell files are" }))
    .option("--json", say({ zh: "输出一个 JSON 文档（出错时亦然）", en: "print one JSON document, errors too" }))
    .version(version(), "-V, --version", say({ zh: "显示版本", en: "show the version" }))
    .addOption(new Option("--lang <language>", say({ zh: "zh 或 en", en: "zh or en" })).choices(["zh", "en"]));

  addCellCommands(program, host);
  addServiceCommands(program, host);
  addRegisterCommands(program, host);
  addPeopleCommands(program, host);
  addAccountCommands(program, host);
  addDeviceCommands(program, host);
  addBackupCommands(program, host);
  addEraseCommands(program, host);
  addAuditCommands(program, host);
  addToolCommands(program, host);

  program.helpInformation = () => helpPage(program, say);
  for (const command of [program, ...descendantsOf(program)]) settle(command, say, host.streams);
  return program;
}

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function descendantsOf(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Errors are told by main, in the operator's language; the headings of a help page too. */
function settle(command: Command, say: Say, streams: Streams): void {
  const headings: Readonly<Record<string, string>> = {
    "Usage:": say({ zh: "用法：", en: "usage:" }),
    "Options:": say({ zh: "选项：", en: "options:" }),
    "Commands:": say({ zh: "命令：", en: "commands:" }),
    "Arguments:": say({ zh: "参数：", en: "arguments:" }),
  };
  command
    .exitOverride()
    .configureOutput({ outputError: () => undefined, writeOut: streams.out, writeErr: streams.err })
    .configureHelp({ styleTitle: (title) => headings[title] ?? title })
    .helpOption("-h, --help", say({ zh: "显示说明", en: "show this page" }))
    .helpCommand(false);
}
