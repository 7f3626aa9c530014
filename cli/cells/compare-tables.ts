import { createHash } from "node:crypto";
import { type AttributeValue, type DynamoDBClient, paginateScan, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Attempt } from "../aws/attempt.ts";
import type { CellTable } from "./cell-tables.ts";

/** A restored table beside the one that is in use. */
export interface TableComparison {
  readonly table: string;
  readonly restored: number;
  /** Whether there are more than were counted; tables whose items expire are counted only so far. */
  readonly isAtLeast: boolean;
  /** Items in both and equal; absent for tables whose items expire. */
  readonly same?: number;
  /** In both, but changed since. */
  readonly changed?: number;
  /** In use now, but not in what was restored: new since, or not backed up. */
  readonly onlyNow?: number;
  /** Whether what was restored would be worth something. */
  readonly isSound: boolean;
}

/** A page is at most 1 MB; so many show that a table of millions is there without paying for all of it. */
const pagesCounted = 50;

/**
 * Compares item by item where items stay; where they expire, only counts. A restored table that is empty while the one
 * in use is not is worth nothing.
 */
export async function compareTables(
  client: DynamoDBClient,
  attempt: Attempt,
  { definition, name }: CellTable,
  restoredName: string,
): Promise<TableComparison> {
  if (definition.expires !== undefined) {
    const { count, isWhole } = await countIn(client, attempt, restoredName);
    const isSound = count > 0 || (await countIn(client, attempt, name)).count === 0;
    return { table: definition.name, restored: count, isAtLeast: !isWhole, isSound };
  }
  const [restored, now] = await Promise.all([
    digestsIn(client, attempt, restoredName, definition.partition, definition.sort),
    digestsIn(client, attempt, name, definition.partition, definition.sort),
  ]);
  let same = 0;
  let onlyNow = 0;
  for (const [key, digest] of now) {
    if (!restored.has(key)) onlyNow += 1;
    else if (restored.get(key) === digest) same += 1;
  }
  return {
    table: definition.name,
    restored: restored.size,
    isAtLeast: false,
    same,
    changed: now.size - onlyNow - same,
    onlyNow,
    isSound: restored.size > 0 || now.size === 0,
  };
}

async function countIn(
  client: DynamoDBClient,
  attempt: Attempt,
  table: string,
): Promise<{ readonly count: number; readonly isWhole: boolean }> {
  let count = 0;
  let next: Record<string, AttributeValue> | undefined;
  for (let page = 0; page < pagesCounted; page += 1) {
    const after = next === undefined ? {} : { ExclusiveStartKey: next };
    const answer = await attempt("dynamodb:Scan", () =>
      client.send(new ScanCommand({ TableName: table, Select: "COUNT", ...after })),
    );
    count += answer.Count ?? 0;
    next = answer.LastEvaluatedKey;
    if (next === undefined) return { count, isWhole: true };
  }
  return { count, isWhole: false };
}

async function digestsIn(
  client: DynamoDBClient,
  attempt: Attempt,
  table: string,
  partition: string,
  sort: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  return attempt("dynamodb:Scan", async () => {
    const digests = new Map<string, string>();
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
      for (const item of Items) {
        const key = JSON.stringify([item[partition]?.S, sort === undefined ? undefined : item[sort]?.S]);
        const attributes = Object.keys(item)
          .toSorted()
          .map((name) => [name, item[name]]);
        digests.set(key, createHash("sha256").update(JSON.stringify(attributes)).digest("base64"));
      }
    return digests;
  });
}
