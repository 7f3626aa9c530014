import type { Command } from "commander";
import type { BoxBackupOptions, BoxRestoreOptions } from "./box-backup.ts";
import { action, type CommandHost } from "./command-context.ts";
import { sayIn } from "./language.ts";
import { ownCell } from "./target.ts";

/** `backup`, `restore`, for a box into and out of a file, for a cell within DynamoDB. */
export function addBackupCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  program
    .command("backup")
    .description(
      say({
        zh: "备份：单机（运行中或已停止）备份为一个文件，内含证书机构的密钥，请妥善保管；单元备份全部数据表",
        en: "copy a running or stopped box into one file; keep it safe, it holds the key of the certificate authority. Of a cell: all tables",
      }),
    )
    .option("--out <file>", say({ zh: "单机：写到哪个文件", en: "box: the file to write" }))
    .option("--list", say({ zh: "单元：列出已有备份", en: "cell: the backups there are" }))
    .action(
      action<BoxBackupOptions>(host, async (context) => {
        if (context.options.cell === undefined) return (await import("./box-backup.ts")).backUpBox(context);
        const { backUpCell } = await import("./cells/backup-tables.ts");
        return backUpCell(await ownCell(context.options), context.options.list === true, context.terminal, Date.now);
      }),
    );

  program
    .command("restore")
    .description(
      say({
        zh: "恢复：单机恢复到新的数据目录；单元恢复到新表 anhu-restored-…（--drill 为演练：恢复、核对、计时、删除）",
        en: "make a new data folder of a box's backup; of a cell new tables anhu-restored-… (--drill: restore, compare, time, delete)",
      }),
    )
    .option(
      "--from <backup>",
      say({ zh: "备份文件，或单元备份的名称", en: "the file, or the name of a cell's backup" }),
    )
    .option(
      "--at <time>",
      say({ zh: "单元：恢复到这一时刻（ISO 8601）", en: "cell: as it was at this time (ISO 8601)" }),
    )
    .option(
      "--erasures <file>",
      say({
        zh: "单机：删除登记（缺省为备份旁边的 anhu-erasures.ndjson），恢复后重新执行",
        en: "box: the register of erasures to be made again; else anhu-erasures.ndjson beside the backup",
      }),
    )
    .option("--drill", say({ zh: "演练", en: "drill" }))
    .action(
      action<BoxRestoreOptions>(host, async (context) => {
        if (context.options.cell === undefined) return (await import("./box-backup.ts")).restoreBox(context);
        const { restoreCell } = await import("./cells/restore-tables.ts");
        return restoreCell(await ownCell(context.options), context.options, context.terminal, Date.now);
      }),
    );
}
