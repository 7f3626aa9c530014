import { tables } from "../stores/tables.ts";
import type { AlarmDeclaration } from "./alarm-declaration.ts";
import { queueNameOf, tablePrefix, timerGroupName } from "./names.ts";
import { awsMetric, ownMetric, sumOf, waitIn } from "./watch-metrics.ts";

/** Only devices can speak to a rule that is not there; presence comes from the broker itself. */
const deviceRules = ["telemetry", "event", "status"] as const;
const rules = [...deviceRules, "presence", "arrival"] as const;
const hotTables = [tables.series, tables.watches, tables.alerts, tables.events] as const;

/** In the economy profile the canary, the silent fleet and the failing functions tell of the same, a little later. */
export const detailedAlarms: readonly AlarmDeclaration[] = [
  {
    id: "rules-broken",
    loss: "A rule is missing or cannot read its messages: what devices say on its topic goes nowhere.",
    metric: sumOf([
      ...deviceRules.map((RuleName) => awsMetric("AWS/IoT", "RuleNotFound", { RuleName }, { statistic: "Sum" })),
      ...rules.map((RuleName) => awsMetric("AWS/IoT", "ParseError", { RuleName }, { statistic: "Sum" })),
    ]),
    breach: { atLeast: 1 },
    periods: 5,
    of: 2,
    noData: "fine",
  },
  {
    id: "events-waiting",
    loss: "Falls and calls wait in the queue of their second route for more than a minute.",
    metric: waitIn(queueNameOf("event")),
    breach: { above: 60 },
    periods: 2,
    of: 2,
    noData: "fine",
  },
  {
    id: "alerts-slow",
    loss: "A fall or a call took more than ten seconds from the broker to its alert.",
    metric: ownMetric("EventToAlert", { statistic: "Maximum" }),
    breach: { above: 10_000 },
    periods: 5,
    of: 1,
    noData: "fine",
  },
  {
    id: "tables-throttled",
    loss: "Tables turn writes away: vitals and alerts are late and tried again.",
    metric: sumOf(
      hotTables.map(({ name }) =>
        awsMetric(
          "AWS/DynamoDB",
          "WriteThrottleEvents",
          { TableName: `${tablePrefix}${name}` },
          { statistic: "Sum", minutes: 5 },
        ),
      ),
      5,
    ),
    breach: { atLeast: 10 },
    periods: 2,
    of: 2,
    noData: "fine",
  },
  {
    id: "timers-dropped",
    loss: "The scheduler gave up timers or starts of functions: what they judge waits for the sweep.",
    metric: sumOf(
      [timerGroupName, "default"].map((ScheduleGroup) =>
        awsMetric("AWS/Scheduler", "InvocationDroppedCount", { ScheduleGroup }, { statistic: "Sum" }),
      ),
    ),
    breach: { atLeast: 1 },
    periods: 5,
    of: 1,
    noData: "fine",
  },
  {
    id: "concurrency",
    loss: "More than 800 functions run at once: where the account's quota is still 1,000, soon falls, calls and vitals wait.",
    metric: awsMetric("AWS/Lambda", "ConcurrentExecutions", {}, { statistic: "Maximum" }),
    breach: { above: 800 },
    periods: 5,
    of: 3,
    noData: "fine",
  },
  {
    id: "devices-refused",
    loss: "Devices cannot connect with their certificates: their residents are about to be unwatched.",
    metric: awsMetric("AWS/IoT", "Connect.AuthError", { Protocol: "MQTT" }, { statistic: "Sum", minutes: 5 }),
    breach: { atLeast: 20 },
    periods: 3,
    of: 3,
    noData: "fine",
  },
];
