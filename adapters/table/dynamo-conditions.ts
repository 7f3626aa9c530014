import type { Item, TableDefinition, WriteCondition } from "../../domain/ports.ts";

/** The parameters by which DynamoDB takes a condition or filter. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** Says of a stored item that it has not expired; absent for tables whose items never do. */
export function notExpired(table: TableDefinition, nowSecond: number): Expression | undefined {
  if (table.expires === undefined) return undefined;
  return {
    text: "(attribute_not_exists(#expires) OR #expires > :now)",
    names: { "#expires": table.expires },
    values: { ":now": nowSecond },
  };
}

/** A write condition in DynamoDB's words; an expired item that is still there counts as absent. */
export function conditionExpression(table: TableDefinition, when: WriteCondition, nowSecond: number): Expression {
  const names = {
    "#partition": table.partition,
    ...(table.expires === undefined ? {} : { "#expires": table.expires }),
  };
  if ("absent" in when) {
    if (table.expires === undefined) return { text: "attribute_not_exists(#partition)", names, values: {} };
    return {
      text: "attribute_not_exists(#partition) OR #expires <= :now",
      names,
      values: { ":now": nowSecond },
    };
  }
  const living = notExpired(table, nowSecond);
  return {
    text: `#attribute = :equals${living === undefined ? "" : ` AND ${living.text}`}`,
    names: { "#attribute": when.attribute, ...living?.names },
    values: { ":equals": when.equals, ...living?.values },
  };
}
