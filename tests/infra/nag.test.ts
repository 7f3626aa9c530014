import type { Stack } from "aws-cdk-lib";
import { CfnManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import type { IConstruct } from "constructs";
import { describe, expect, test } from "vitest";
import { acknowledgements, pathOf, patternOf, proveTemplates, rulePacks } from "../../infra/findings.ts";
import { exampleCells, stacksWithoutCode } from "./example-cells.ts";

const cells = exampleCells();

interface Finding {
  readonly rule: string;
  readonly path: string;
}

function findingsIn(root: IConstruct): readonly Finding[] {
  const paths = new Map(root.node.findAll().map((construct) => [construct.node.path, pathOf(construct)]));
  return rulePacks().flatMap((pack) =>
    pack.validateScope(root).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({
        rule: ruleName.replace(/-(us-east-1|cn-north-1|cn-northwest-1)\//, "-<region>/"),
        path: paths.get(constructPath) ?? constructPath,
      })),
    ),
  );
}

test.each(cells)(
  "no rule finds anything in cell $name ($region, $profile) that nobody answered for",
  { timeout: 60_000 },
  (cell) => {
    const { app } = stacksWithoutCode(cell);
    expect(findingsIn(app).length).toBeGreaterThan(100);
    proveTemplates(app);
    expect(findingsIn(app)).toEqual([]);
  },
);

test("every acknowledgement answers a finding that is there, on each of its paths", { timeout: 60_000 }, () => {
  const findings = cells.flatMap((cell) => findingsIn(stacksWithoutCode(cell).app));
  const stale = acknowledgements.flatMap(({ rules, on }) =>
    rules.flatMap((rule) =>
      on
        .filter((path) => !findings.some((found) => found.rule === rule && patternOf(path).test(found.path)))
        .map((path) => `${rule} on ${path}`),
    ),
  );
  expect(stale).toEqual([]);
});

test("each says in a sentence why, and what stands instead; none is about everything", () => {
  for (const { rules, on, reason } of acknowledgements) {
    expect(reason.length, reason).toBeGreaterThan(60);
    expect(reason).toMatch(/\.$/);
    expect(rules).not.toHaveLength(0);
    for (const path of on) expect(path).toMatch(/^(Data|Entry|Service|Api|Consortium|Pages|Watch)\/[a-zA-Z*]/);
    for (const path of on) expect(path).not.toMatch(/\/\*$/);
  }
});

describe("synthesis fails", () => {
  const bad: readonly (readonly [string, string, (stack: Stack) => unknown])[] = [
    ["on a bucket without encryption in transit", "AwsSolutions-S10", (stack) => new Bucket(stack, "bad")],
    [
      "on a role that may do everything",
      "AwsSolutions-IAM5",
      (stack) =>
        new CfnManagedPolicy(stack, "bad", {
          policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
        }),
    ],
    ["on a queue without dead letters", "Serverless-SQSRedrivePolicy", (stack) => new CfnQueue(stack, "bad")],
  ];
  test.each(bad)("%s", { timeout: 60_000 }, (_claim, rule, add) => {
    const { app, service } = stacksWithoutCode(cells[0] as (typeof cells)[number]);
    add(service);
    proveTemplates(app);
    expect(findingsIn(app).map((found) => found.rule.replace(/\[.*/, ""))).toContain(rule);
  });

  test("as a whole, with an exit code for CI, and only because of what was added", { timeout: 120_000 }, () => {
    const { app, service } = stacksWithoutCode(cells[0] as (typeof cells)[number]);
    proveTemplates(app);
    expect(() => app.synth()).not.toThrow();
    new Bucket(service, "bad");
    expect(() => app.synth({ force: true })).toThrow("AwsSolutions-S10");
  });
});
