import { readdirSync, readFileSync } from "node:fs";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { type CostCase, costOf, idle } from "../../cli/cost/cost.ts";
import { readMeasured } from "../../cli/cost/measured.ts";
import { readPrices } from "../../cli/cost/prices.ts";
import type { Cell } from "../../contracts/cell.ts";
import { alarmIdOf, areaNames, areaOf } from "../../functions/areas.ts";
import { type FunctionName, functionNames, manifest } from "../../functions/manifest.ts";
import { areaDimension, functionDimension, metricNamespace, metricUnits } from "../../functions/shell/metrics.ts";
import { exampleCells, stacksWithoutCode } from "./example-cells.ts";

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface AlarmProperties extends Partial<Metric> {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly TreatMissingData: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: Metric } & Reading;
  }[];
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Statistic?: string;
  readonly Period?: number;
}

interface Reading {
  readonly Stat: string;
  readonly Period: number;
}

const cells = exampleCells();
const made = new Map(cells.map((cell) => [cell.name, templatesOf(cell)]));
const standard = of("anhu");
const economy = of("ningxia");
const pages = readdirSync("docs/runbook").filter((name) => name !== "README.md");

function templatesOf(cell: Cell) {
  const { watch, service } = stacksWithoutCode(cell);
  const template = Template.fromStack(watch);
  const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(
    ({ Properties }) => Properties as AlarmProperties,
  );
  return { template, alarms, service: Template.fromStack(service) };
}

function of(name: string) {
  return made.get(name) as ReturnType<typeof templatesOf>;
}

function metricsOf(alarm: AlarmProperties): readonly Metric[] {
  return alarm.Metrics === undefined
    ? [alarm as Metric]
    : alarm.Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]));
}

/** When an alarm rings, as one line: statistic and seconds of each figure, comparison, and how many periods of how many. */
function breachOf(alarm: AlarmProperties): string {
  const readings: readonly Reading[] =
    alarm.Metrics === undefined
      ? [{ Stat: String(alarm.Statistic), Period: Number(alarm.Period) }]
      : alarm.Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat]));
  const figures = new Set(readings.map(({ Stat, Period }) => `${Stat} of ${Period} s`));
  const sign = { GreaterThanOrEqualToThreshold: ">=", GreaterThanThreshold: ">" };
  const compared = sign[alarm.ComparisonOperator as keyof typeof sign];
  return `${[...figures].join(", ")} ${compared} ${alarm.Threshold}, ${alarm.DatapointsToAlarm} of ${alarm.EvaluationPeriods}`;
}

/** What CloudWatch charges for: every figure that an alarm looks at. */
function chargedIn(alarms: readonly AlarmProperties[]): number {
  return alarms.flatMap(metricsOf).length;
}

function alarmOf(alarms: readonly AlarmProperties[], id: string): AlarmProperties | undefined {
  return alarms.find(({ AlarmName }) => AlarmName === `anhu-${id}`);
}

function queueNames({ service }: ReturnType<typeof templatesOf>, ending: RegExp): readonly string[] {
  return Object.values(service.findResources("AWS::SQS::Queue"))
    .map(({ Properties }) => String(Properties.QueueName))
    .filter((name) => ending.test(name));
}

function watchedQueues(alarms: readonly AlarmProperties[]): readonly unknown[] {
  return alarms.flatMap(metricsOf).flatMap(({ MetricName, Dimensions }) => {
    return MetricName === "ApproximateNumberOfMessagesVisible" ? (Dimensions ?? []).map(({ Value }) => Value) : [];
  });
}

/** What a function is told of by: figures that it puts when it fails, or the queue of what it gives up. */
function tellsOf(name: FunctionName, { Namespace, MetricName, Dimensions = [] }: Metric): boolean {
  const by = new Map(Dimensions.map(({ Name, Value }) => [Name, Value]));
  if (MetricName === "ApproximateNumberOfMessagesVisible") return by.get("QueueName") === `anhu-${name}-dead-letters`;
  if (Namespace !== metricNamespace) return false;
  if (MetricName === "Failed") return by.get(functionDimension) === name;
  return MetricName === "FailureWeight" && areaOf(name) !== undefined && by.get(areaDimension) === areaOf(name);
}

test.each(functionNames)("%s is told of by one alarm, which names it and what a user would notice", (name) => {
  const telling = standard.alarms.filter((alarm) => metricsOf(alarm).some((metric) => tellsOf(name, metric)));
  expect(telling.map(({ AlarmName }) => AlarmName)).toEqual([`anhu-${alarmIdOf(name)}`]);
  const [{ AlarmDescription }] = telling as [AlarmProperties];
  if (areaOf(name) === undefined) {
    expect(AlarmDescription).toBe(`${manifest[name].ifItFails}\n\nWhat to do: docs/runbook/${name}.md`);
  } else {
    expect(AlarmDescription.match(/^Of (.*)\.$/m)?.[1]?.split(", ")).toContain(name);
  }
});

test.each(functionNames)("a crash or a time-out of %s rings at once, in each profile", () => {
  for (const { alarms } of made.values()) {
    const alarm = alarmOf(alarms, "functions-crashing") as AlarmProperties;
    expect(
      metricsOf(alarm).map(({ Namespace, MetricName, Dimensions }) => [Namespace, MetricName, Dimensions]),
    ).toEqual([
      ["AWS/Lambda", "Errors", undefined],
      ["Anhu", "Thrown", undefined],
    ]);
    expect(alarm.Metrics?.flatMap(({ Expression }) => Expression ?? [])).toEqual(["FILL(m0, 0) - FILL(m1, 0)"]);
    expect(breachOf(alarm)).toBe("Sum of 300 s >= 1, 1 of 1");
  }
});

describe.each(cells)("cell $name ($region, $profile)", ({ name, region, profile }) => {
  const { alarms, template } = of(name);

  test("every alarm tells the people when it rings and when it is over, on an encrypted topic", () => {
    const [topicId, topic] = Object.entries(template.findResources("AWS::SNS::Topic"))[0] ?? [];
    expect(topic?.Properties.KmsMasterKeyId).toBeDefined();
    for (const { AlarmActions, OKActions } of alarms) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topicId }], [{ Ref: topicId }]]);
    }
  });

  test("that nothing comes is broken where something comes every minute, and nowhere else", () => {
    const broken = alarms.filter(({ TreatMissingData }) => TreatMissingData === "breaching");
    expect(broken.map(({ AlarmName }) => AlarmName).sort()).toEqual([
      "anhu-canary",
      "anhu-canary-chain",
      ...(profile === "economy" ? [] : ["anhu-escalations-late"]),
      "anhu-timers-late",
    ]);
    for (const alarm of alarms) expect(["breaching", "notBreaching"]).toContain(alarm.TreatMissingData);
  });

  test("it asks the service's own figures by names that are put, and by functions that there are", () => {
    for (const { MetricName, Dimensions = [] } of alarms.flatMap(metricsOf).filter(isOwn)) {
      expect(Object.keys(metricUnits)).toContain(MetricName);
      for (const { Name, Value } of Dimensions) {
        expect([functionDimension, areaDimension]).toContain(Name);
        expect(Name === areaDimension ? areaNames : functionNames).toContain(Value);
      }
    }
  });

  test("no figure that Lambda lacks in China is asked for", () => {
    const names = alarms.flatMap(metricsOf).map(({ MetricName }) => MetricName);
    expect(names.filter((metric) => /^Async|^PolledEvent|^InvokedEvent|^FailedInvoke|Recursive/.test(metric))).toEqual(
      [],
    );
    if (region.startsWith("cn-")) expect(JSON.stringify(template.toJSON())).not.toContain("arn:aws:");
  });

  test("every alarm has its page and stands on the dashboard", () => {
    for (const { AlarmName, AlarmDescription } of alarms) {
      const page = `${AlarmName.slice("anhu-".length)}.md`;
      expect(pages).toContain(page);
      expect(AlarmDescription).toContain(`docs/runbook/${page}`);
    }
    const [dashboard] = Object.values(template.findResources("AWS::CloudWatch::Dashboard"));
    const shown = JSON.stringify(dashboard?.Properties.DashboardBody);
    for (const id of Object.keys(template.findResources("AWS::CloudWatch::Alarm"))) expect(shown).toContain(`"${id}"`);
  });

  test("with the alarms that it has, an idle cell costs a month what is promised", () => {
    const measured = readMeasured();
    const fixed = { ...measured.fixed[profile], alarms: chargedIn(alarms) };
    const item: CostCase = { residents: 1, load: "batched", profile, billing: "on-demand", retentionDays: 90 };
    const lines = costOf(item, { ...measured, fixed: { ...measured.fixed, [profile]: fixed } }, readPrices());
    expect(idle(lines)).toBeLessThanOrEqual(profile === "economy" ? 8 : 25);
  });

  test("what an alarm says is not cut off", () => {
    for (const { AlarmDescription } of alarms) expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
  });
});

function isOwn({ Namespace }: Metric): boolean {
  return Namespace === metricNamespace;
}

test.each([
  ["canary", "Maximum of 60 s > 10000, 2 of 3"],
  ["canary-chain", "Maximum of 60 s > 20000, 2 of 3"],
  ["nobody-called", "Sum of 60 s >= 1, 1 of 5"],
  ["escalations-late", "Maximum of 60 s >= 1, 3 of 5"],
  ["telemetry-late", "Maximum of 60 s > 90000, 3 of 5"],
  ["rule-errors", "Maximum of 60 s >= 1, 1 of 1"],
  ["timers-late", "Maximum of 60 s >= 1, 3 of 5"],
  ["fleet-silent", "Average of 60 s > 20, 10 of 10"],
  ["api-failing", "Sum of 300 s >= 5, 1 of 1"],
  ["functions-failing", "Sum of 300 s >= 5, 2 of 2"],
  ["functions-throttled", "Sum of 60 s >= 1, 2 of 5"],
  ["stream-full", "Sum of 60 s >= 1, 3 of 5"],
  ["rules-broken", "Sum of 60 s >= 1, 2 of 5"],
  ["events-waiting", "Maximum of 60 s > 60, 2 of 2"],
  ["alerts-slow", "Maximum of 60 s > 10000, 1 of 5"],
  ["tables-throttled", "Sum of 300 s >= 10, 2 of 2"],
  ["timers-dropped", "Sum of 60 s >= 1, 1 of 5"],
  ["concurrency", "Maximum of 60 s > 800, 3 of 5"],
  ["devices-refused", "Sum of 300 s >= 20, 3 of 3"],
  ["ingest-event", "Maximum of 60 s >= 1, 1 of 1"],
  ["acknowledge-alert", "Sum of 300 s >= 1, 1 of 1"],
  ["area-alerts", "Sum of 300 s >= 3, 1 of 1"],
])("%s rings when its page says so: %s", (id, breach) => {
  expect(breachOf(alarmOf(standard.alarms, id) as AlarmProperties)).toBe(breach);
});

test("functions with a ceiling of their own do not ring as if falls and vitals waited", () => {
  for (const { alarms } of [standard, economy]) {
    const asked = metricsOf(alarmOf(alarms, "functions-throttled") as AlarmProperties);
    expect(asked.map(({ MetricName }) => MetricName)).toEqual(["Throttles", "Throttles", "Throttles"]);
    expect(asked.flatMap(({ Dimensions = [] }) => Dimensions.map(({ Value }) => Value))).toEqual([
      "anhu-ingest-event",
      "anhu-ingest-status",
      "anhu-ingest-telemetry",
    ]);
  }
});

/** Whoever waits for these rarely tries again, and a resident would lose it at once: one failure is enough. */
const answering = [
  "acknowledge-alert",
  "approve-provisioning",
  "arrive-at-alert",
  "authorize-live",
  "call-green-channel",
  "renew-live-lease",
] as const satisfies readonly FunctionName[];

test("each of those alone has an alarm by what it tells of itself", () => {
  const told = standard.alarms.filter((alarm) => metricsOf(alarm).some(({ MetricName }) => MetricName === "Failed"));
  expect(told.map(({ AlarmName }) => AlarmName.slice(5)).toSorted()).toEqual(answering);
});
test.each(answering)("%s rings for what it tells of itself, and for crashes and time-outs", (name) => {
  const asked = metricsOf(alarmOf(standard.alarms, name) as AlarmProperties).map(
    ({ Namespace, MetricName, Dimensions = [] }) => [Namespace, MetricName, Dimensions.map(({ Value }) => Value)],
  );
  expect(asked).toEqual([
    ["Anhu", "Failed", [name]],
    ["AWS/Lambda", "Errors", [`anhu-${name}`]],
  ]);
});

describe("the standard profile", () => {
  test("watches every queue in which something is given up, but that of undelivered alarms", () => {
    const givenUp = queueNames(standard, /-dead-letters$|-rule-errors$/);
    expect(givenUp.length).toBeGreaterThan(5);
    expect(watchedQueues(standard.alarms).toSorted()).toEqual(givenUp.toSorted());
  });

  test("asks each rule whether it can read its messages", () => {
    const rules = Object.values(standard.service.findResources("AWS::IoT::TopicRule")).map(
      ({ Properties }) => Properties.RuleName,
    );
    const alarm = alarmOf(standard.alarms, "rules-broken") as AlarmProperties;
    const asked = metricsOf(alarm).flatMap(({ MetricName, Dimensions = [] }) =>
      MetricName === "ParseError" ? Dimensions.map(({ Value }) => Value) : [],
    );
    expect(asked.toSorted()).toEqual(rules.toSorted());
  });
});

describe("the economy profile", () => {
  test("still watches the queues whose messages nothing else would tell of", () => {
    const kept = ["ingest-event", "ingest-status", "ingest-telemetry", "archive-observations"];
    expect(watchedQueues(economy.alarms).toSorted()).toEqual(
      ["anhu-rule-errors", ...kept.map((name) => `anhu-${name}-dead-letters`)].toSorted(),
    );
  });

  test("has one alarm for the failures of all functions, and a key of its own for its alarms", () => {
    expect(alarmOf(economy.alarms, "functions-failing")?.Dimensions).toBeUndefined();
    const [key] = Object.values(economy.template.findResources("AWS::KMS::Key"));
    expect(JSON.stringify(key?.Properties.KeyPolicy)).toContain("cloudwatch.amazonaws.com");
  });
});

test("the addresses of the cell file hear the alarms", () => {
  economy.template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "duty@example.org" });
  expect(Object.keys(standard.template.findResources("AWS::SNS::Subscription"))).toEqual([]);
});

describe("docs/runbook", () => {
  const alarms = new Map(
    [...made.values()].flatMap((one) => one.alarms).map((alarm) => [`${alarm.AlarmName.slice(5)}.md`, alarm]),
  );

  test("has a page for each alarm and each function, and none for others", () => {
    const expected = new Set([...alarms.keys(), ...functionNames.map((name) => `${name}.md`)]);
    expect(pages.toSorted()).toEqual([...expected].toSorted());
  });

  test.each(functionNames.filter((name) => areaOf(name) !== undefined))("%s.md leads to its area's alarm", (name) => {
    const text = readFileSync(`docs/runbook/${name}.md`, "utf8");
    expect(text).toContain(`Told by [${alarmIdOf(name)}](${alarmIdOf(name)}.md)`);
    expect(text).toContain("[functions-crashing](functions-crashing.md)");
  });

  test.each(pages)("%s says what is lost, how to see it, what to do first, what is kept and whom to call", (page) => {
    const text = readFileSync(`docs/runbook/${page}`, "utf8");
    const alarm = alarms.get(page)?.AlarmDescription.split("\n")[0];
    const loss = alarm ?? manifest[page.slice(0, -".md".length) as FunctionName].ifItFails;
    expect(text).toContain(`**${loss}**`);
    expect(text.match(/^## .*$/gm)).toEqual(["## See it", "## First", "## Redrive", "## Call"]);
    expect(text.match(/^\d\. /gm)).toHaveLength(3);
    expect(text).toMatch(/\*\*Act (now|in the hour|on the working day)/);
    expect(text.split("\n").length).toBeLessThan(50);
  });

  test("links lead to pages that there are, and every page stands in the list", () => {
    const list = readFileSync("docs/runbook/README.md", "utf8");
    for (const page of pages) expect(list).toContain(`(${page})`);
    for (const page of ["README.md", ...pages]) {
      const links = [...readFileSync(`docs/runbook/${page}`, "utf8").matchAll(/\]\(([a-z-]+\.md)\)/g)];
      for (const [, target] of links) expect(pages).toContain(target);
    }
  });
});
