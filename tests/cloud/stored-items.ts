import type { AwsJson } from "./aws-json.ts";

/** Everything that lies in a table, in DynamoDB's own JSON. */
export async function storedItems(direct: AwsJson, tableName: string): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let start: unknown;
  do {
    const request = { TableName: tableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) };
    const page = await direct<{ Items: readonly unknown[]; LastEvaluatedKey?: unknown }>(
      "runner",
      "dynamodb",
      "Scan",
      request,
    );
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}
