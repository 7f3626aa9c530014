import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Item, Key, Page, Query, TableDefinition, TableEngine, Write, WriteOutcome } from "../../domain/ports.ts";
import { type CheckedQuery, checkQuery } from "./checked-query.ts";
import { expirySecond, isExpired } from "./conditions.ts";
import { conditionExpression, notExpired } from "./dynamo-conditions.ts";
import { deflated, inflated } from "./dynamo-deflate.ts";
import { cancellationsOf, isNamed, type Retries, retried } from "./dynamo-retry.ts";
import { checkItem, checkKey, checkTogether, idOf, keyPairOf, wellFormedJson } from "./item-rules.ts";
import { type PageEnd, pageToken } from "./page-token.ts";

export interface DynamoOptions extends Retries {
  /** Stands before every table's name. @default "" */
  readonly prefix?: string;
  /** Decides what has expired, since DynamoDB deletes late. @default the machine's clock */
  readonly now?: () => EpochMs;
}

interface ConditionParameters {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

const keysPerBatch = 100;

/**
 * The table port on DynamoDB.
 *
 * A single put or delete whose answer was lost on the way is repeated by the SDK, and may then find its own condition
 * broken: it answers `refused` although it was written. Several writes at once carry a token and know better. Items with
 * equal sort keys in an index come in DynamoDB's own order.
 */
export class DynamoTableEngine implements TableEngine {
  readonly #client: DynamoDBDocumentClient;
  readonly #prefix: string;
  readonly #now: () => EpochMs;
  readonly #retries: Retries;

  constructor(client: DynamoDBClient, options: DynamoOptions = {}) {
    this.#client = DynamoDBDocumentClient.from(client, {
      marshallOptions: { allowImpreciseNumbers: true },
      unmarshallOptions: { wrapNumbers: Number },
    });
    this.#prefix = options.prefix ?? "";
    this.#now = options.now ?? Date.now;
    this.#retries = options;
  }

  async get(table: TableDefinition, key: Key): Promise<Item | undefined> {
    checkKey(table, key);
    const command = new GetCommand({ TableName: this.#nameOf(table), Key: key, ConsistentRead: true });
    const { Item: item } = await this.#retried(table, () => this.#client.send(command));
    return this.#living(table, item && inflated(item));
  }

  async getMany(table: TableDefinition, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
    const ids = keys.map((key) => idOf(table, checkKey(table, key)));
    const distinct = [...new Map(keys.map((key, index) => [ids[index] as string, key])).values()];
    const batches: Key[][] = [];
    for (let from = 0; from < distinct.length; from += keysPerBatch)
      batches.push(distinct.slice(from, from + keysPerBatch));
    const found = (await Promise.all(batches.map((batch) => this.#getBatch(table, batch)))).flat();
    const byId = new Map(found.map((item) => [idOf(table, keyPairOf(table, item)), this.#living(table, item)]));
    return ids.map((id) => byId.get(id));
  }

  async query(table: TableDefinition, query: Query): Promise<Page> {
    const sound = checkQuery(table, query);
    const { limit } = sound;
    const input = this.#queryInput(table, sound);
    if (input === undefined) return { items: [] };
    const items: Item[] = [];
    let start = sound.after && startKey(table, sound, sound.after);
    do {
      const command = new QueryCommand({
        ...input,
        ExclusiveStartKey: start,
        // One more than asked for tells whether another page follows.
        ...(limit === undefined ? {} : { Limit: limit - items.length + 1 }),
      });
      const answer = await this.#retried(table, () => this.#client.send(command));
      items.push(...(answer.Items ?? []).map(inflated));
      start = answer.LastEvaluatedKey as Key | undefined;
    } while (start !== undefined && (limit === undefined ? items.length === 0 : items.length <= limit));
    const page = limit === undefined ? items : items.slice(0, limit);
    const last = page.at(-1);
    const hasMore = start !== undefined || page.length < items.length;
    return last !== undefined && hasMore
      ? { items: page, next: pageToken(endOf(table, sound, last)) }
      : { items: page };
  }

  async write(writes: readonly Write[]): Promise<WriteOutcome> {
    const parts = writes.map(checked);
    checkTogether(writes, parts);
    const [only] = parts.map((part) => part.write);
    if (writes.length === 1 && only !== undefined && only.kind !== "check") return this.#writeOne(only);
    const command = new TransactWriteCommand({
      ClientRequestToken: randomUUID(),
      TransactItems: parts.map(({ write }) => this.#transactItem(write)),
    });
    try {
      await this.#retried(writes[0]?.table, () => this.#client.send(command));
      return { kind: "written" };
    } catch (error) {
      const failed = cancellationsOf(error).flatMap((code, at) => (code === "ConditionalCheckFailed" ? [at] : []));
      if (failed.length > 0) return { kind: "refused", failed };
      throw error;
    }
  }

  async #writeOne(write: Exclude<Write, { kind: "check" }>): Promise<WriteOutcome> {
    const target = { TableName: this.#nameOf(write.table), ...this.#condition(write) };
    const send = async () => {
      if (write.kind === "put")
        await this.#client.send(new PutCommand({ ...target, Item: deflated(write.table, write.item) }));
      else await this.#client.send(new DeleteCommand({ ...target, Key: write.key }));
    };
    try {
      await this.#retried(write.table, send);
      return { kind: "written" };
    } catch (error) {
      if (isNamed(error, "ConditionalCheckFailedException")) return { kind: "refused", failed: [0] };
      throw error;
    }
  }

  #transactItem(write: Write): NonNullable<TransactWriteCommandInput["TransactItems"]>[number] {
    const target = { TableName: this.#nameOf(write.table), ...this.#condition(write) };
    switch (write.kind) {
      case "put":
        return { Put: { ...target, Item: deflated(write.table, write.item) } };
      case "delete":
        return { Delete: { ...target, Key: write.key } };
      case "check":
        return { ConditionCheck: { ...target, ConditionExpression: target.ConditionExpression ?? "", Key: write.key } };
    }
  }

  #condition(write: Write): ConditionParameters {
    if (write.when === undefined) return {};
    const { text, names, values } = conditionExpression(write.table, write.when, expirySecond(this.#now()));
    const used = Object.entries(names).filter(([placeholder]) => text.includes(placeholder));
    return {
      ConditionExpression: text,
      ExpressionAttributeNames: Object.fromEntries(used),
      ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
    };
  }

  #queryInput(table: TableDefinition, query: CheckedQuery): QueryCommandInput | undefined {
    const { partition, sort } = query.index ?? table;
    const names: Record<string, string> = { "#partition": partition };
    const values: Record<string, string | number> = { ":partition": query.partition };
    let condition = "#partition = :partition";
    if (query.from !== undefined && query.to !== undefined) {
      // DynamoDB refuses an empty range instead of finding nothing in it.
      if (Buffer.compare(Buffer.from(query.from), Buffer.from(query.to)) > 0) return undefined;
      condition += " AND #sort BETWEEN :from AND :to";
    } else if (query.from !== undefined) condition += " AND #sort >= :from";
    else if (query.to !== undefined) condition += " AND #sort <= :to";
    else if (query.beginsWith !== undefined) condition += " AND begins_with(#sort, :beginsWith)";
    if (condition.includes("#sort")) names["#sort"] = sort as string;
    for (const name of ["from", "to", "beginsWith"] as const)
      if (query[name] !== undefined) values[`:${name}`] = query[name];
    const living = notExpired(table, expirySecond(this.#now()));
    return {
      TableName: this.#nameOf(table),
      ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index.name }),
      KeyConditionExpression: condition,
      ...(living === undefined ? {} : { FilterExpression: living.text }),
      ExpressionAttributeNames: { ...names, ...living?.names },
      ExpressionAttributeValues: { ...values, ...living?.values },
      ScanIndexForward: !query.newestFirst,
    };
  }

  async #getBatch(table: TableDefinition, keys: readonly Key[]): Promise<readonly Item[]> {
    const name = this.#nameOf(table);
    const items: Item[] = [];
    let missing: readonly Key[] = keys;
    while (missing.length > 0) {
      missing = await this.#retried(table, async () => {
        const request = { [name]: { Keys: [...missing], ConsistentRead: true } };
        const answer = await this.#client.send(new BatchGetCommand({ RequestItems: request }));
        const found = (answer.Responses?.[name] ?? []).map(inflated);
        const left = (answer.UnprocessedKeys?.[name]?.Keys ?? []) as Key[];
        if (found.length === 0 && left.length > 0)
          throw Object.assign(new Error("no key was processed"), { name: "ThrottlingException" });
        items.push(...found);
        return left;
      });
    }
    return items;
  }

  #living(table: TableDefinition, item: Item | undefined): Item | undefined {
    return item === undefined || isExpired(table, item, expirySecond(this.#now())) ? undefined : item;
  }

  #nameOf(table: TableDefinition): string {
    return `${this.#prefix}${table.name}`;
  }

  #retried<T>(table: TableDefinition | undefined, ask: () => Promise<T>): Promise<T> {
    return retried(table?.name ?? "", this.#retries, ask);
  }
}

function checked(write: Write): { readonly write: Write; readonly id: string; readonly size: number } {
  if (write.kind !== "put") return { write, id: idOf(write.table, checkKey(write.table, write.key)), size: 0 };
  const { size, isExact } = checkItem(write.table, write.item);
  const item = isExact ? write.item : (JSON.parse(wellFormedJson(write.item)) as Item);
  return { write: { ...write, item }, id: idOf(write.table, keyPairOf(write.table, item)), size };
}

function startKey(table: TableDefinition, { partition, index }: CheckedQuery, end: PageEnd): Key {
  return {
    ...(index === undefined ? {} : { [index.partition]: partition, [index.sort]: end.indexSort as string }),
    [table.partition]: end.partition,
    ...(table.sort === undefined ? {} : { [table.sort]: end.sort }),
  };
}

function endOf(table: TableDefinition, { index }: CheckedQuery, item: Item): PageEnd {
  const [partition, sort] = keyPairOf(table, item);
  return { partition, sort, ...(index === undefined ? {} : { indexSort: item[index.sort] as string }) };
}
