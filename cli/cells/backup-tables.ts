import {
  type BackupSummary,
  CreateBackupCommand,
  DescribeBackupCommand,
  DynamoDBClient,
  ListBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Cell } from "../../contracts/cell.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type Attempt, attemptIn, clientOptions } from "../aws/attempt.ts";
import { CommandFailedError } from "../failure.ts";
import { table } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import { cellTables, stampOf } from "./cell-tables.ts";

/** All tables as they were at about one moment, under one name. */
export interface CellBackup {
  readonly name: string;
  readonly createdAt: string;
  readonly bytes: number;
  /** Physical table → ARN of its backup. */
  readonly tables: Readonly<Record<string, string>>;
}

const namePrefix = "anhu-";
const askAgainMs = 2_000;

/**
 * Makes an on-demand backup of every table, or lists those there are. They stay until they are deleted, beside the
 * point-in-time recovery that the tables have; the archive's bucket keeps its own versions.
 */
export async function backUpCell(cell: Cell, isList: boolean, terminal: Terminal, now: () => number): Promise<void> {
  const client = new DynamoDBClient(clientOptions(cell));
  const attempt = attemptIn(cell);
  if (isList) {
    const backups = await backupsOf(client, attempt);
    const rows = backups.map(({ name, createdAt, bytes, tables }) => {
      return [name, createdAt, String(Object.keys(tables).length), `${(bytes / 1e6).toFixed(1)} MB`];
    });
    return terminal.answer(
      { items: backups },
      table(
        [
          { zh: "名称", en: "name" },
          { zh: "时间", en: "created" },
          { zh: "表", en: "tables" },
          { zh: "大小", en: "size" },
        ].map(terminal.say),
        rows,
      ),
    );
  }
  const name = `${namePrefix}${stampOf(now())}`;
  const progress = terminal.progress({ zh: "备份数据表", en: "backing up" }, cellTables.length);
  const made: Record<string, string> = {};
  try {
    const arns = await Promise.all(
      cellTables.map(async (one) => {
        const { BackupDetails } = await attempt("dynamodb:CreateBackup", () =>
          client.send(new CreateBackupCommand({ TableName: one.name, BackupName: name })),
        );
        return [one.name, BackupDetails?.BackupArn ?? ""] as const;
      }),
    );
    for (const [tableName, arn] of arns) {
      await untilAvailable(client, attempt, arn);
      made[tableName] = arn;
      progress.step();
    }
  } finally {
    progress.end();
  }
  terminal.answer(
    { name, tables: made },
    {
      zh: `备份 ${name}：${cellTables.length} 张表。演练恢复：anhu restore --cell ${cell.name} --from ${name} --drill`,
      en: `backup ${name}: ${cellTables.length} tables. Try it: anhu restore --cell ${cell.name} --from ${name} --drill`,
    },
  );
}

/** Those that this command made, the oldest first. */
export async function backupsOf(client: DynamoDBClient, attempt: Attempt): Promise<readonly CellBackup[]> {
  const summaries = await attempt("dynamodb:ListBackups", async () => {
    const found: BackupSummary[] = [];
    let after: string | undefined;
    do {
      const page = await client.send(
        new ListBackupsCommand({ BackupType: "USER", ...(after !== undefined && { ExclusiveStartBackupArn: after }) }),
      );
      found.push(...(page.BackupSummaries ?? []));
      after = page.LastEvaluatedBackupArn;
    } while (after !== undefined);
    return found;
  });
  const known = new Set(cellTables.map(({ name }) => name));
  const own = summaries.filter(
    ({ BackupName = "", TableName = "", BackupStatus }) =>
      BackupName.startsWith(namePrefix) && known.has(TableName) && BackupStatus === "AVAILABLE",
  );
  return [...Map.groupBy(own, ({ BackupName }) => BackupName as string)]
    .map(([name, parts]) => ({
      name,
      createdAt: isoTimeOf(Math.min(...parts.map((part) => part.BackupCreationDateTime?.getTime() ?? 0))),
      bytes: parts.reduce((sum, part) => sum + (part.BackupSizeBytes ?? 0), 0),
      tables: Object.fromEntries(parts.map((part) => [part.TableName, part.BackupArn])) as Record<string, string>,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function untilAvailable(client: DynamoDBClient, attempt: Attempt, arn: string): Promise<void> {
  for (;;) {
    const { BackupDescription } = await attempt("dynamodb:DescribeBackup", () =>
      client.send(new DescribeBackupCommand({ BackupArn: arn })),
    );
    const state = BackupDescription?.BackupDetails?.BackupStatus;
    if (state === "AVAILABLE") return;
    if (state !== "CREATING")
      throw new CommandFailedError({ zh: `备份 ${arn} 变为 ${state}`, en: `the backup ${arn} became ${state}` });
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}
