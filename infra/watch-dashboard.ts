import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { deviceTopicKinds } from "../contracts/topics.ts";
import { functionDimension, metricNamespace } from "../functions/shell/metrics.ts";
import { dashboardName, queueNameOf, ruleErrorsName, undeliveredAlarmsName } from "./names.ts";
import { awsMetric, deadLettersOf, lambdaMetric, messagesIn, ownMetric, waitIn } from "./watch-metrics.ts";

interface DashboardProps {
  readonly cell: Cell;
  readonly apiId: string;
  readonly alarms: readonly Alarm[];
}

const fullWidth = 24;

/**
 * One page for a tired operator: first whether anything rings, then each promise as one figure, then what explains it.
 */
export function dashboard(scope: Construct, { cell, apiId, alarms }: DashboardProps): Dashboard {
  return new Dashboard(scope, "dashboard", {
    dashboardName,
    widgets: [
      [heading(cell)],
      [new AlarmStatusWidget({ title: "告警 What rings", alarms: [...alarms], width: fullWidth, height: 5 })],
      promises(cell, apiId),
      [
        graph("设备消息 Messages of devices", messagesByRule(), [ownMetric("Refused", sum("被拒 refused"))]),
        graph("告警 Alerts", [ownMetric("AlertsRaised", sum("告警 raised"))], []),
        graph("失败 Failures by function", [failures()], []),
      ],
      [
        graph(
          "试呼 Test call, ms",
          [
            ownMetric("CanaryLatency", { statistic: "Maximum", minutes: 5 }),
            ownMetric("CanaryDelivery", { statistic: "Maximum", minutes: 5 }),
          ],
          [],
        ),
        graph("定时器 Timers: ms late", [ownMetric("TimerLateness", { statistic: "Maximum", minutes: 5 })], []),
        graph("未能处理 Kept for a person to look at", [...kept()], []),
      ],
    ],
  });
}

function heading(cell: Cell): TextWidget {
  const markdown = [
    `# 安护 Anhu · ${cell.name} (${cell.region})`,
    "**承诺 → 数字。Promise → figure.** 有红色时：打开 `docs/runbook/<告警名>.md`。When something is red: open `docs/runbook/<name of the alarm>.md`.",
  ];
  return new TextWidget({ markdown: markdown.join("\n\n"), width: fullWidth, height: 3 });
}

function promises(cell: Cell, apiId: string): IWidget[] {
  const minutes = 5;
  const figures: readonly (readonly [string, IMetric])[] = [
    ["试呼到告警 Test call to alert, ms (< 10000)", ownMetric("CanaryLatency", { statistic: "Maximum", minutes })],
    ["跌倒到告警 Fall to alert, ms (< 10000)", ownMetric("EventToAlert", { statistic: "Maximum", minutes })],
    ["体征延迟 Vitals wait (s; stream: ms)", telemetryAge(cell)],
    ["静默设备 Devices silent, % (< 20)", ownMetric("DevicesSilent", { statistic: "Average", minutes })],
    ["逾期的监护 Watches overdue (0)", ownMetric("WatchesOverdue", { statistic: "Maximum", minutes })],
    ["页面失败 Requests that failed (0)", awsMetric("AWS/ApiGateway", "5xx", { ApiId: apiId }, sum("5xx"))],
  ];
  const width = fullWidth / figures.length;
  return figures.map(([title, metric]) => new SingleValueWidget({ title, metrics: [metric], width, height: 4 }));
}

function telemetryAge({ telemetry }: Cell): IMetric {
  return telemetry.path === "sqs"
    ? waitIn(queueNameOf("telemetry"))
    : lambdaMetric("IteratorAge", "ingest-telemetry", { statistic: "Maximum", minutes: 5 });
}

function messagesByRule(): IMetric[] {
  return deviceTopicKinds.map((RuleName) => awsMetric("AWS/IoT", "TopicMatch", { RuleName }, sum(RuleName)));
}

function failures(): IMetric {
  return new MathExpression({
    expression: `SEARCH('{${metricNamespace},${functionDimension}} MetricName="Failed"', 'Sum', 300)`,
    usingMetrics: {},
    label: "",
  });
}

function kept(): readonly IMetric[] {
  return [
    messagesIn(ruleErrorsName),
    messagesIn(undeliveredAlarmsName),
    deadLettersOf("ingest-event"),
    deadLettersOf("ingest-status"),
    deadLettersOf("ingest-telemetry"),
    deadLettersOf("judge-due-watch"),
    deadLettersOf("send-notification"),
  ];
}

function graph(title: string, left: IMetric[], right: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, right, width: fullWidth / 3, height: 6 });
}

function sum(label: string) {
  return { statistic: "Sum", minutes: 5, label } as const;
}
