import type { Command } from "commander";
import { action, type CommandHost } from "../command-context.ts";
import { sayIn } from "../language.ts";
import type { VerifyOptions } from "./verify-audit.ts";

/** `audit verify`: whether the trail of who read and changed what is as it was written. */
export function addAuditCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const audit = program
    .command("audit")
    .description(say({ zh: "查看与改动留痕（审计记录）", en: "the trail of who read and changed what" }));
  audit
    .command("verify")
    .description(
      say({
        zh: "核验留痕：是否有被改、被删、插入、换位、截断的记录；只读，系统运行中也可用",
        en: "find entries that were altered, taken away, put in, moved or cut off; only reads, also while the service runs",
      }),
    )
    .option("--from <date>", say({ zh: "从哪天起（UTC，2026-11-01）；缺省为最早", en: "first day, UTC (2026-11-01)" }))
    .option("--to <date>", say({ zh: "到哪天止；缺省为今天", en: "last day; by default today" }))
    .option("--file <backup>", say({ zh: "核验单机的备份文件", en: "of a box: verify the file of a backup" }))
    .option(
      "--anchor <hash...>",
      say({
        zh: "另处（如日志）保存的锚点哈希，须在其中",
        en: "hashes of anchors as the log has them: each must be there",
      }),
    )
    .action(
      action<VerifyOptions>(host, async (context) => {
        const { verifyTrail } = await import("./verify-audit.ts");
        await verifyTrail(context);
      }),
    );
}
