import {
  DeleteTableCommand,
  DynamoDBClient,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { Cell } from "../../contracts/cell.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { type Attempt, attemptIn, clientOptions } from "../aws/attempt.ts";
import { CommandFailedError } from "../failure.ts";
import { table } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import { backupsOf, type CellBackup } from "./backup-tables.ts";
import { type CellTable, cellTables, stampOf, tablePrefix } from "./cell-tables.ts";
import { compareTables, type TableComparison } from "./compare-tables.ts";

interface RestoreOptions {
  readonly from?: string;
  readonly at?: string;
  readonly drill?: boolean;
}

/** Where restored tables come from. */
type Source = { readonly kind: "backup"; readonly backup: CellBackup } | { readonly kind: "moment"; readonly at: Date };

const longestRestoreSeconds = 6 * 3600;

/**
 * Restores every table beside the ones in use, never over them: `anhu-restored-<stamp>-<table>`. A drill then compares
 * them with those in use, says how long it took, and deletes them again, also when it was cut short by an error.
 */
export async function restoreCell(
  cell: Cell,
  options: RestoreOptions,
  terminal: Terminal,
  now: () => number,
): Promise<void> {
  const client = new DynamoDBClient(clientOptions(cell));
  const attempt = attemptIn(cell);
  const source = await sourceOf(options, client, attempt, now);
  const prefix = `${tablePrefix}restored-${stampOf(now())}-`;
  const targetOf = ({ definition }: CellTable): string => `${prefix}${definition.name}`;
  const startedAt = now();
  const isDrill = options.drill === true;
  const progress = terminal.progress({ zh: "恢复数据表", en: "restoring" }, cellTables.length * (isDrill ? 2 : 1));
  const begun: string[] = [];
  const comparisons: TableComparison[] = [];
  try {
    for (const one of cellTables) {
      await beginRestore(client, attempt, one, targetOf(one), source);
      begun.push(targetOf(one));
    }
    for (const target of begun) {
      await untilThere(client, attempt, target);
      progress.step();
    }
    if (isDrill)
      for (const one of cellTables) {
        comparisons.push(await compareTables(client, attempt, one, targetOf(one)));
        progress.step();
      }
  } finally {
    progress.end();
    if (isDrill) await deleteAll(client, attempt, begun);
  }
  const tookSeconds = Math.round((now() - startedAt) / 1000);
  if (!isDrill)
    return terminal.answer(
      { tables: begun, tookSeconds },
      {
        zh: `用 ${tookSeconds} 秒恢复为 ${prefix}*，在用的表未改动`,
        en: `restored as ${prefix}* in ${tookSeconds} s; the tables in use are as they were`,
      },
    );
  const unsound = comparisons.filter(({ isSound }) => !isSound).map((one) => one.table);
  const verdict =
    unsound.length === 0
      ? { zh: `演练通过，用时 ${tookSeconds} 秒；已清理`, en: `the drill passed in ${tookSeconds} s; cleaned up` }
      : {
          zh: `演练发现问题：${unsound.join(", ")} 恢复后为空`,
          en: `the drill found something wrong: restored empty: ${unsound.join(", ")}`,
        };
  terminal.answer(
    { drill: unsound.length === 0 ? "passed" : "empty", tookSeconds, tables: comparisons },
    `${terminal.say(verdict)}\n${tableOf(comparisons)}`,
    unsound.length === 0 ? "done" : "findings",
  );
}

async function sourceOf(
  { from, at, drill }: RestoreOptions,
  client: DynamoDBClient,
  attempt: Attempt,
  now: () => number,
): Promise<Source> {
  if (at !== undefined) {
    const moment = epochOf(at);
    if (moment !== undefined && moment <= now()) return { kind: "moment", at: new Date(moment) };
    throw usage(
      `--at 应为过去的 ISO 8601 时间，如 2026-11-22T02:13:00+08:00，而不是“${at}”`,
      `--at takes a past ISO 8601 time with a zone such as 2026-11-22T02:13:00+08:00, not "${at}"`,
    );
  }
  if (from === undefined && drill !== true)
    throw usage("请指明 --from BACKUP 或 --at TIME", "say what to restore: --from BACKUP or --at TIME");
  const backups = await backupsOf(client, attempt);
  const backup = from === undefined ? backups.at(-1) : backups.find(({ name }) => name === from);
  const missing = cellTables.filter(({ name }) => backup?.tables[name] === undefined);
  if (backup !== undefined && missing.length === 0) return { kind: "backup", backup };
  const names = backups.map(({ name }) => name).join(", ");
  const lacks = missing.map(({ name }) => name).join(", ");
  throw new CommandFailedError(
    backup === undefined
      ? {
          zh: `没有备份${from === undefined ? "" : ` ${from}`}${names === "" ? "；请先 anhu backup" : `；有：${names}`}`,
          en: `there is no backup${from === undefined ? "" : ` ${from}`}${names === "" ? "; make one: anhu backup" : `; there are: ${names}`}`,
        }
      : { zh: `备份 ${backup.name} 缺少 ${lacks}`, en: `the backup ${backup.name} lacks ${lacks}` },
  );
}

function usage(zh: string, en: string): CommandFailedError {
  return new CommandFailedError({ zh, en }, { kind: "usage" });
}

async function beginRestore(
  client: DynamoDBClient,
  attempt: Attempt,
  { name }: CellTable,
  target: string,
  source: Source,
): Promise<void> {
  if (source.kind === "backup")
    await attempt("dynamodb:RestoreTableFromBackup", () =>
      client.send(
        new RestoreTableFromBackupCommand({ TargetTableName: target, BackupArn: source.backup.tables[name] }),
      ),
    );
  else
    await attempt("dynamodb:RestoreTableToPointInTime", () =>
      client.send(
        new RestoreTableToPointInTimeCommand({
          SourceTableName: name,
          TargetTableName: target,
          RestoreDateTime: source.at,
        }),
      ),
    );
}

async function untilThere(client: DynamoDBClient, attempt: Attempt, table: string): Promise<void> {
  const waiter = { client, maxWaitTime: longestRestoreSeconds, minDelay: 1, maxDelay: 15 };
  await attempt("dynamodb:DescribeTable", () => waitUntilTableExists(waiter, { TableName: table }));
}

/** What a drill made goes; one that cannot be deleted does not keep the others. */
async function deleteAll(client: DynamoDBClient, attempt: Attempt, tables: readonly string[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    tables.map(async (table) => {
      // A table that is still being restored cannot be deleted.
      await untilThere(client, attempt, table);
      await attempt("dynamodb:DeleteTable", () => client.send(new DeleteTableCommand({ TableName: table })));
    }),
  );
  const left = tables.filter((_, at) => outcomes[at]?.status === "rejected");
  if (left.length > 0)
    throw new CommandFailedError({
      zh: `演练的表未能删除，请手动删除：${left.join(", ")}`,
      en: `tables of the drill could not be deleted; delete them by hand: ${left.join(", ")}`,
    });
}

function tableOf(comparisons: readonly TableComparison[]): string {
  const heads = ["table", "restored", "same", "changed since", "new since"];
  const rows = comparisons.map(({ table: name, restored, isAtLeast, same, changed, onlyNow }) => [
    name,
    `${isAtLeast ? "≥ " : ""}${restored}`,
    ...[same, changed, onlyNow].map((count) => (count === undefined ? "" : String(count))),
  ]);
  return table(heads, rows);
}
