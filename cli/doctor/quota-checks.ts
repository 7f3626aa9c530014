import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, clientOptions } from "../aws/attempt.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

/** The standard profile reserves 25 of an account's concurrency, and AWS wants 100 to stay unreserved. */
const leastConcurrency = { standard: 125, economy: 0 } as const;
const comfortableConcurrency = 1000;
/** IoT Core's default in regions with small quotas; 20,000 in the large ones. */
const publishPerSecond = 2000;
/** Four devices of one resident with a bed sensor that reports every five seconds. */
const messagesPerResident = 0.25;
const devicesPerResident = 4;
const connectionsPerAccount = 500_000;

/** Quotas that would stand in the way of so many residents, before they do. */
export async function quotaFindings(cell: Cell): Promise<readonly Finding[]> {
  return [await concurrencyFinding(cell), ...iotFindings(cell)];
}

async function concurrencyFinding(cell: Cell): Promise<Finding> {
  const client = new LambdaClient(clientOptions(cell));
  const { AccountLimit } = await attemptIn(cell)("lambda:GetAccountSettings", () =>
    client.send(new GetAccountSettingsCommand({})),
  );
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  const what = { zh: `Lambda 并发上限 ${limit}`, en: `${limit} concurrent executions of Lambda` };
  const remedy = {
    zh: "在 Service Quotas 申请 Lambda“Concurrent executions”1000（新账户常为 10）",
    en: "ask Service Quotas for 1000 “Concurrent executions” of Lambda (new accounts often begin with 10)",
  };
  if (limit < leastConcurrency[cell.profile]) return wrong("quota-lambda", what, remedy);
  return limit < comfortableConcurrency ? warning("quota-lambda", what, remedy) : ok("quota-lambda", what.zh, what.en);
}

function iotFindings({ capacity: { residents } }: Cell): readonly Finding[] {
  const messages = Math.ceil(residents * messagesPerResident);
  const connections = residents * devicesPerResident;
  const isMany = messages > publishPerSecond * 0.8 || connections > connectionsPerAccount * 0.8;
  const what = {
    zh: `${residents} 位服务对象：至多每秒 ${messages} 条消息、${connections} 个连接`,
    en: `${residents} residents: up to ${messages} messages a second, ${connections} connections`,
  };
  if (!isMany) return [ok("quota-iot", what.zh, what.en)];
  return [
    warning("quota-iot", what, {
      zh: "在 Service Quotas 核对 IoT Core 的 Inbound publish requests per second、Rule evaluations per second、Connections；开通设备时注意每秒注册数",
      en: "check IoT Core in Service Quotas: inbound publish requests and rule evaluations per second, connections; mind the registry's calls per second while enrolling",
    }),
  ];
}
