import { statSync } from "node:fs";
import { resolve } from "node:path";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { type BackupContents, backUp, restore } from "../local/backup.ts";
import { dataFolderOf } from "./box-address.ts";
import type { CommandContext } from "./command-context.ts";
import { drillBox } from "./drill-box.ts";
import { CommandFailedError } from "./failure.ts";
import { rememberBackup } from "./last-backup.ts";

export interface BoxBackupOptions {
  readonly out?: string;
  readonly list?: boolean;
}

export interface BoxRestoreOptions {
  readonly from?: string;
  readonly at?: string;
  readonly drill?: boolean;
  readonly erasures?: string;
}

/** Copies a box into one file. */
export async function backUpBox({ options, terminal }: CommandContext<BoxBackupOptions>): Promise<void> {
  if (options.list === true) throw onlyForCells("--list");
  if (options.out === undefined) throw missing("--out <file>");
  const contents = await backUp(dataFolderOf(options, terminal.warn), options.out);
  const { dataFolder, file } = contents;
  rememberBackup(dataFolder, { at: isoTimeOf(Date.now()), file });
  const words = wordsFor(contents);
  terminal.answer(contents, {
    zh: `已将 ${dataFolder} 备份到 ${file}：${words.zh}`,
    en: `backed up ${dataFolder} to ${file}: ${words.en}`,
  });
  warnIfEmpty(contents, terminal);
}

/** Makes a new data folder of a backup, or only tries whether that would work. */
export async function restoreBox({ options, terminal }: CommandContext<BoxRestoreOptions>): Promise<void> {
  const { from, data, drill } = options;
  if (options.at !== undefined) throw onlyForCells("--at");
  if (from === undefined) throw missing("--from <backup>");
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new CommandFailedError({
      zh: `${resolve(from)} 是目录，应为 anhu backup --out 写出的文件`,
      en: `${resolve(from)} is a folder; a backup is the file that anhu backup --out wrote`,
    });
  if (drill === true) return drillBox(from, terminal);
  if (data === undefined) throw missing("--data <dir>");
  const contents = await restore(from, data, options.erasures);
  const words = wordsFor(contents);
  const { erasedAgain: count } = contents;
  const again =
    count === undefined
      ? { zh: "", en: "" }
      : {
          zh: `；备份之后的 ${count} 次删除已重新执行`,
          en: `; ${count} erasures made after the backup were made again`,
        };
  terminal.answer(contents, {
    zh: `已恢复到 ${contents.dataFolder}：${words.zh}${again.zh}\n启动：npm start -- --data ${data}`,
    en: `restored into ${contents.dataFolder}: ${words.en}${again.en}\nstart it with npm start -- --data ${data}`,
  });
  warnIfEmpty(contents, terminal);
}

function onlyForCells(option: string): CommandFailedError {
  const messages = {
    zh: `${option} 只用于单元（--cell NAME）；单机的备份是您用 --out 指定的文件`,
    en: `${option} is only for cells (--cell NAME); a box's backup is the file you named with --out`,
  };
  return new CommandFailedError(messages, { kind: "usage" });
}

function missing(option: string): CommandFailedError {
  return new CommandFailedError(
    { zh: `缺少选项 ${option}`, en: `required option '${option}' not specified` },
    { kind: "usage" },
  );
}

function wordsFor({ tables }: BackupContents): { readonly zh: string; readonly en: string } {
  if (tables === undefined)
    return {
      zh: "不含数据表：此系统的数据表在 DynamoDB 中，由其自身备份；证书机构已备份。",
      en: "WITHOUT the tables: this box keeps them in DynamoDB, which has its own backups. The certificate authority is there.",
    };
  return {
    zh: `${tables.residents} 位服务对象，${tables.devices} 台设备`,
    en: `${tables.residents} residents, ${tables.devices} devices`,
  };
}

function warnIfEmpty({ tables }: BackupContents, terminal: CommandContext<object>["terminal"]): void {
  if (tables?.residents !== 0) return;
  terminal.warn({
    zh: "警告：其中没有任何服务对象。这是您要的那套系统吗？请指明：--data DIR",
    en: "WARNING: this box knows no resident. Is it the one you mean? Say which: --data DIR",
  });
}
