import type { Command } from "commander";
import { backUp, restore } from "../local/backup.ts";
import { type BoxChoice, dataFolderOf } from "./box-address.ts";
import { print } from "./print.ts";

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
      const { file, hasTables } = await backUp(dataFolderOf(options), options.out);
      print(hasTables ? `backed up to ${file}` : `backed up to ${file} ${withoutTables}`);
    });

  program
    .command("restore")
    .description("make a new data folder of a backup")
    .requiredOption("--from <file>", "the backup")
    .action(async (_: unknown, command: Command) => {
      const { from, data } = command.optsWithGlobals<BoxChoice & { from: string }>();
      if (data === undefined) command.error("error: required option '--data <dir>' not specified");
      const { hasTables } = await restore(from, data);
      print(`restored into ${data}${hasTables ? "" : ` ${withoutTables}`}; start it with npm start -- --data ${data}`);
    });
}
