import { Command } from "commander";
import type { QuarantineView } from "../contracts/http/quarantine.ts";
import { BackupRefusedError } from "../local/backup.ts";
import { CommandFailedError, callApi } from "./api.ts";
import { addBackupCommands } from "./backup-commands.ts";
import { type BoxChoice, chosenBox } from "./box-address.ts";
import { addDeviceCommands } from "./device-commands.ts";
import { print, table, warn } from "./print.ts";
import { addRegisterCommands } from "./register-commands.ts";

const program = new Command("anhu")
  .description("the operator's command: registers, enrols, looks after and backs up a box")
  .option("--box <url>", "address of the box; else the one that runs on --data, else the one started last from here")
  .option("--data <dir>", "data folder of the box");

addRegisterCommands(program);
addDeviceCommands(program);

program
  .command("quarantine")
  .description("what could not be taken in, and why, newest first")
  .option("--json", "print one line of JSON")
  .action(async (_: unknown, command: Command) => {
    const options = command.optsWithGlobals<BoxChoice & { json?: boolean }>();
    const list = await callApi<{ items: readonly QuarantineView[]; counts: Record<string, number> }>(
      chosenBox(options).http,
      "GET",
      "/api/quarantine",
    );
    if (options.json === true) return print(JSON.stringify(list));
    const counts = Object.entries(list.counts)
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => `${reason} ${count}`);
    const rows = list.items.map(({ at, deviceId, reason, detail }) => [at, deviceId ?? "?", reason, detail.en]);
    print(`last 7 days: ${counts.join(", ") || "nothing refused"}`);
    return rows.length === 0 ? undefined : print(table(["at", "device", "reason", "detail"], rows));
  });

addBackupCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailedError) && !(error instanceof BackupRefusedError)) throw error;
  warn(error.message);
  process.exitCode = 1;
}
