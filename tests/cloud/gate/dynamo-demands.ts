import type { Place } from "../assembly/deployment.ts";
import { type AwsRequest, jsonOf } from "./aws-request.ts";
import type { Demand } from "./demands.ts";

interface Target {
  readonly TableName: string;
  readonly IndexName?: string;
}

/** The parts of a transaction, and what each needs. */
const transactActions = {
  Put: "PutItem",
  Delete: "DeleteItem",
  Update: "UpdateItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
} as const;

type TransactItem = Partial<Record<keyof typeof transactActions, Target>>;

/** DynamoDB asks for the right to each item of a transaction, to each table of a batch, and to an index by its own name. */
export function dynamoDemands(request: AwsRequest, { partition, region, account }: Place): readonly Demand[] {
  const { operation } = request;
  const body = jsonOf<Target & { RequestItems?: object; TransactItems?: readonly TransactItem[] }>(request);
  const arnOf = ({ TableName: name, IndexName: index }: Target) => {
    const table = name.startsWith("arn:") ? name : `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
    return index === undefined ? table : `${table}/index/${index}`;
  };
  if (operation.startsWith("Transact")) {
    return (body.TransactItems ?? []).map((item) => {
      const [[kind, target]] = Object.entries(item) as [[keyof typeof transactActions, Target]];
      return { action: `dynamodb:${transactActions[kind]}`, resource: arnOf(target) };
    });
  }
  const tables = operation.startsWith("Batch") ? Object.keys(body.RequestItems ?? {}) : [body.TableName];
  return tables.map((name) => ({ action: `dynamodb:${operation}`, resource: arnOf({ ...body, TableName: name }) }));
}
