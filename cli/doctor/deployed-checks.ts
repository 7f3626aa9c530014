import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeContinuousBackupsCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Cell } from "../../contracts/cell.ts";
import { hour } from "../../domain/model/time.ts";
import { functionNames, manifest } from "../../functions/manifest.ts";
import { alarmsOf, type CellAlarm, ring } from "../aws/alarms.ts";
import { attemptIn, clientOptions, isAwsError } from "../aws/attempt.ts";
import { queuesOf } from "../aws/queues.ts";
import { cellTables } from "../cells/cell-tables.ts";
import { lambdaNameOf, lambdaService } from "../cells/lambda-service.ts";
import { call } from "../service.ts";
import type { Terminal } from "../terminal.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

export interface CellCheckOptions {
  readonly ring: boolean;
  readonly terminal: Terminal;
  readonly now: number;
}

/** What is looked at once a cell is deployed, in this order. */
export const afterDeployment: readonly {
  readonly check: string;
  look(cell: Cell, options: CellCheckOptions): Promise<readonly Finding[]>;
}[] = [
  { check: "serving", look: servingFindings },
  { check: "functions", look: functionFindings },
  { check: "dead-letters", look: deadLetterFindings },
  { check: "alarms", look: alarmFindings },
  { check: "recovery", look: recoveryFindings },
];

async function servingFindings(cell: Cell): Promise<readonly Finding[]> {
  const { status } = await call<{ status: string }>(lambdaService(cell, Date.now), "GET", "/api/health");
  if (status === "ok") return [ok("serving", "应答正常", "it answers and is well")];
  return [
    wrong(
      "serving",
      {
        zh: "不正常：数据表不应答，或最近一次自检呼叫没有走完全程",
        en: "it is not well: its tables do not answer, or its latest test call did not come through",
      },
      {
        zh: "查看“设备与隔离区”页和 canary、canary-chain 的说明；再看 DynamoDB 与函数 show-health 的日志",
        en: "see the page Operations and the runbooks canary and canary-chain; then DynamoDB and the log of show-health",
      },
    ),
  ];
}

async function functionFindings(cell: Cell, { now }: CellCheckOptions): Promise<readonly Finding[]> {
  const client = new CloudWatchClient(clientOptions(cell));
  const { MetricDataResults = [] } = await attemptIn(cell)("cloudwatch:GetMetricData", () =>
    client.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - hour),
        EndTime: new Date(now),
        MetricDataQueries: functionNames.map((name, at) => ({
          Id: `f${at}`,
          MetricStat: {
            Metric: {
              Namespace: "AWS/Lambda",
              MetricName: "Errors",
              Dimensions: [{ Name: "FunctionName", Value: lambdaNameOf(name) }],
            },
            Period: 3600,
            Stat: "Sum",
          },
        })),
      }),
    ),
  );
  const failing = functionNames.flatMap((name, at) => {
    const { Values = [] } = MetricDataResults.find(({ Id }) => Id === `f${at}`) ?? {};
    const errors = Values.reduce((sum, value) => sum + value, 0);
    if (errors === 0) return [];
    const { ifItFails } = manifest[name];
    return [
      wrong(
        "functions",
        {
          zh: `${lambdaNameOf(name)} 一小时内失败 ${errors} 次：${ifItFails}`,
          en: `${lambdaNameOf(name)} failed ${errors} times within the hour: ${ifItFails}`,
        },
        { zh: `查看日志 /aws/lambda/${lambdaNameOf(name)}`, en: `see its log /aws/lambda/${lambdaNameOf(name)}` },
      ),
    ];
  });
  if (failing.length > 0) return failing;
  return [
    ok(
      "functions",
      `一小时内 ${functionNames.length} 个函数均无失败`,
      `none of ${functionNames.length} functions failed within the hour`,
    ),
  ];
}

async function deadLetterFindings(cell: Cell): Promise<readonly Finding[]> {
  const holding = (await queuesOf(cell)).filter(({ isDeadLetters, waiting }) => isDeadLetters && waiting > 0);
  if (holding.length === 0) return [ok("dead-letters", "没有死信", "no dead letters")];
  return holding.map(({ name, waiting }) =>
    wrong(
      "dead-letters",
      { zh: `${name} 有 ${waiting} 条`, en: `${name} holds ${waiting}` },
      {
        zh: `查清原因后：anhu redrive --cell ${cell.name}`,
        en: `find the cause, then: anhu redrive --cell ${cell.name}`,
      },
    ),
  );
}

async function alarmFindings(cell: Cell, { ring: isRinging, terminal }: CellCheckOptions): Promise<readonly Finding[]> {
  const alarms = await alarmsOf(cell);
  const deploy = { zh: "npx cdk deploy --all", en: "npx cdk deploy --all" };
  if (alarms.length === 0) return [wrong("alarms", { zh: "没有任何告警器", en: "there are no alarms" }, deploy)];
  const mute = alarms.filter(({ recipients }) => recipients.length === 0);
  const ringing = alarms.filter(({ state }) => state === "ALARM");
  return [
    ...(isRinging ? await rung(cell, alarms, terminal) : []),
    ...(mute.length === 0
      ? [ok("alarms", `${alarms.length} 个告警器均有去处`, `${alarms.length} alarms, each with somewhere to go`)]
      : [
          wrong(
            "alarms",
            {
              zh: `${mute.length} 个告警器不通知任何人：${namesOf(mute)}`,
              en: `${mute.length} alarms tell nobody: ${namesOf(mute)}`,
            },
            deploy,
          ),
        ]),
    ...ringing.map(({ name, description }) => {
      const text = description.split("\n")[0] ?? "";
      const page = `docs/runbook/${name.replace(/^anhu-/, "")}.md`;
      const remedy = { zh: `按 ${page} 处理`, en: `follow ${page}` };
      return wrong("alarms", { zh: `${name} 正在告警：${text}`, en: `${name} is in ALARM: ${text}` }, remedy);
    }),
  ];
}

async function rung(cell: Cell, alarms: readonly CellAlarm[], terminal: Terminal): Promise<readonly Finding[]> {
  const one = alarms.find(({ recipients }) => recipients.length > 0);
  if (one === undefined) return [];
  await ring(cell, one, "test by anhu doctor --ring: nothing is wrong 测试：没有故障");
  terminal.warn({
    zh: `已让 ${one.name} 响一次：请确认 ${cell.alarms.emails.join(", ")} 都收到邮件；没收到的，先在订阅确认邮件中确认`,
    en: `${one.name} rang once: see that ${cell.alarms.emails.join(", ")} all got the mail; who did not must first confirm the subscription that AWS mailed`,
  });
  return [
    warning(
      "ring",
      { zh: `${one.name} 已试响`, en: `${one.name} rang as a test` },
      { zh: "确认有人收到", en: "see that somebody got it" },
    ),
  ];
}

function namesOf(alarms: readonly CellAlarm[]): string {
  return alarms
    .slice(0, 5)
    .map(({ name }) => name)
    .join(", ");
}

async function recoveryFindings(cell: Cell): Promise<readonly Finding[]> {
  const client = new DynamoDBClient(clientOptions(cell));
  const without: string[] = [];
  for (const { name } of cellTables) {
    const state = await attemptIn(cell)("dynamodb:DescribeContinuousBackups", async () => {
      try {
        const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName: name }));
        return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      } catch (error) {
        if (isAwsError(error, "TableNotFoundException")) return undefined;
        throw error;
      }
    });
    if (state !== "ENABLED") without.push(name);
  }
  if (without.length === 0)
    return [
      ok(
        "recovery",
        `${cellTables.length} 张表都可恢复到任一时刻`,
        `all ${cellTables.length} tables can be restored to any moment`,
      ),
    ];
  return [
    wrong(
      "recovery",
      {
        zh: `不能恢复到过去时刻：${without.join(", ")}`,
        en: `cannot be restored to a past moment: ${without.join(", ")}`,
      },
      { zh: "npx cdk deploy --all（会打开 PITR）", en: "npx cdk deploy --all (it switches point-in-time recovery on)" },
    ),
  ];
}
