import type { Command } from "commander";
import { type BackupContents, backUp, restore } from "../local/backup.ts";
import { type BoxChoice, dataFolderOf } from "./box-address.ts";
import { print, warn } from "./print.ts";

const withoutTables =
  "WITHOUT the tables: this box keeps them in DynamoDB, which has its own backups. The certificate authority is there.";

/** `backup`, `restore`. */
export function addBackupCommands(program: Command): void {
  program
    .command("backup")
    .description(
      "copy a running or stopped box into one file; keep it safe, it holds the key of the certificate authority",
    )
    .requiredOption("--out <file>", "the file to write")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<BoxChoice & { out: string }>();
      const contents = await backUp(dataFolderOf(options), options.out);
      print(`backed up ${contents.dataFolder} to ${contents.file}: ${wordsFor(contents)}`);
      warnIfEmpty(contents);
    });

  program
    .command("restore")
    .description("make a new data folder of a backup")
    .requiredOption("--from <file>", "the backup")
    .action(async (_: unknown, command: Command) => {
      const { from, data } = command.optsWithGlobals<BoxChoice & { from: string }>();
      if (data === undefined) command.error("error: required option '--data <dir>' not specified");
      const contents = await restore(from, data);
      print(`restored into ${contents.dataFolder}: ${wordsFor(contents)}`);
      print(`start it with npm start -- --data ${data}`);
      warnIfEmpty(contents);
    });
}

function wordsFor({ tables }: BackupContents): string {
  return tables === undefined ? withoutTables : `${tables.residents} residents, ${tables.devices} devices`;
}

function warnIfEmpty({ tables }: BackupContents): void {
  if (tables?.residents === 0)
    warn("WARNING: this box knows no resident. Is it the one you mean? Say which: --data DIR");
}
