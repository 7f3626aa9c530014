import type { App, Stack } from "aws-cdk-lib";
import { CfnManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import type { IConstruct } from "constructs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "../../contracts/cell.ts";
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

interface Looked {
  readonly app: App;
  readonly findings: readonly Finding[];
}

const bare = new Map<Cell, Looked>();

/** A cell in which nothing is acknowledged, and all that the rules find there: looked at once, since that takes seconds. */
function bareOf(cell: Cell): Looked {
  const known = bare.get(cell);
  if (known !== undefined) return known;
  const { app } = stacksWithoutCode(cell);
  const looked = { app, findings: findingsIn(app) };
  bare.set(cell, looked);
  return looked;
}

test.each(cells)(
  "no rule finds anything in cell $name ($region, $profile) that nobody answered for",
  { timeout: 240_000 },
  (cell) => {
    const { app, findings } = bareOf(cell);
    expect(findings.length).toBeGreaterThan(100);
    proveTemplates(app);
    expect(findingsIn(app)).toEqual([]);
  },
);

test("every acknowledgement answers a finding that is there, on each of its paths", { timeout: 240_000 }, () => {
  const findings = cells.flatMap((cell) => bareOf(cell).findings);
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
    for (const path of on) expect(path).toMatch(/^(Data|Entry|Service|Api|Consortium|Families|Pages|Watch)\/[a-zA-Z*]/);
    for (const path of on) expect(path).not.toMatch(/\/\*$/);
  }
});

describe("synthesis fails", () => {
  const bad: readonly (readonly [string, string, (stack: Stack) => IConstruct])[] = [
    ["on a bucket without encryption in transit", "AwsSolutions-S10", (stack) => new Bucket(stack, "bad-bucket")],
    [
      "on a role that may do everything",
      "AwsSolutions-IAM5",
      (stack) =>
        new CfnManagedPolicy(stack, "bad-policy", {
          policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
        }),
    ],
    ["on a queue without dead letters", "Serverless-SQSRedrivePolicy", (stack) => new CfnQueue(stack, "bad-queue")],
  ];
  let found: readonly Finding[];
  const added = new Map<string, string>();
  beforeAll(() => {
    const { app, service } = stacksWithoutCode(cells[0] as Cell);
    for (const [claim, , add] of bad) added.set(claim, pathOf(add(service)));
    proveTemplates(app);
    found = findingsIn(app);
  }, 240_000);

  test.each(bad)("%s, and on nothing else", (claim, rule) => {
    const own = found.filter(({ path }) => path === added.get(claim));
    expect(own.map((finding) => finding.rule.replace(/\[.*/, ""))).toContain(rule);
    expect(found.filter(({ path }) => !Array.from(added.values()).includes(path))).toEqual([]);
  });

  test("as a whole, with an exit code for CI, and only because of what was added", { timeout: 240_000 }, () => {
    const { app, service } = stacksWithoutCode(cells[0] as Cell);
    proveTemplates(app);
    expect(() => app.synth()).not.toThrow();
    new Bucket(service, "bad");
    expect(() => app.synth({ force: true })).toThrow("AwsSolutions-S10");
  });
});
