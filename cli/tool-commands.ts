import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { action, type CommandHost } from "./command-context.ts";
import { CommandFailedError } from "./failure.ts";
import { sayIn } from "./language.ts";

/** `sim`, `cost`: tools of their own, reached from here too. Their options are their own. */
export function addToolCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  program
    .command("sim [options...]")
    .description(
      say({
        zh: "对单机或单元运行设备模拟器；选项同 npm run sim（录制数据的目录为 --recordings）",
        en: "run the device simulator against a box or a cell; options as npm run sim (a recording's folder is --recordings)",
      }),
    )
    .option("--recordings <dir>", say({ zh: "--replay 所用录制数据的目录", en: "folder of the recording to --replay" }))
    .allowUnknownOption()
    .action(
      action<{ recordings?: string }>(host, async ({ options, target }, ...given) => {
        const { simulate } = await import("./simulate.ts");
        const recordings = options.recordings === undefined ? [] : ["--data", options.recordings];
        await simulate(await target(), [...given, ...recordings]);
      }),
    );
  program
    .command("cost [options...]")
    .description(
      say({ zh: "按实测用量估算每位服务对象每月费用", en: "what a resident costs a month, from measured units" }),
    )
    .allowUnknownOption()
    .action(
      action(host, async ({ terminal }, ...given) => {
        const tool = fileURLToPath(new URL("cost/main.ts", import.meta.url));
        if (!existsSync(tool))
          throw new CommandFailedError({
            zh: "此版本不含费用估算",
            en: "this version does not come with the cost estimate",
          });
        const child = spawn(process.execPath, [tool, ...given, ...(terminal.json ? ["--json"] : [])], {
          stdio: "inherit",
        });
        const [code] = (await once(child, "close")) as [number | null];
        process.exitCode = code ?? 1;
      }),
    );
}
