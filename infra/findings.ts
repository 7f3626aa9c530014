import { type App, CfnResource, Stack, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { dataFindings } from "./findings-data.ts";
import { entryFindings } from "./findings-entry.ts";
import { functionFindings } from "./findings-functions.ts";
import { rightsFindings } from "./findings-rights.ts";

/** A finding that stays: on what, and what stands instead of what the rule asks for. */
export interface Acknowledgement {
  /** With the pack, e.g. `AwsSolutions-S1`; `<region>` stands for the cell's. */
  readonly rules: readonly string[];
  /** Paths below the cell, `<stack>/<construct>`; `*` stands for a name or a part of one. */
  readonly on: readonly string[];
  readonly reason: string;
}

export const acknowledgements: readonly Acknowledgement[] = [
  ...dataFindings,
  ...entryFindings,
  ...functionFindings,
  ...rightsFindings,
];

/** The rule sets that every template has to pass. */
export function rulePacks(): readonly NagPack[] {
  return [new AwsSolutionsChecks(), new ServerlessChecks(), new HIPAASecurityChecks(), new NIST80053R5Checks()];
}

/** Makes synthesis fail on every finding that nobody has acknowledged with a reason. */
export function proveTemplates(app: App): void {
  Validations.of(app).addPlugins(...rulePacks());
  for (const acknowledgement of acknowledgements) acknowledge(app, acknowledgement);
}

/** Each resource by itself: what is added later is looked at anew unless it is one of the same. */
function acknowledge(app: App, { rules, on, reason }: Acknowledgement): void {
  const paths = on.map(patternOf);
  for (const construct of app.node.findAll()) {
    if (!CfnResource.isCfnResource(construct) || !paths.some((path) => path.test(pathOf(construct)))) continue;
    const { region } = Stack.of(construct);
    for (const rule of rules) Validations.of(construct).acknowledge({ id: rule.replace("<region>", region), reason });
  }
}

/** `Service/ingest-event/function` of `Anhu-<cell>-Service/ingest-event/function/Resource`. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path.replace(/^Anhu-[a-z0-9-]+-(?=[A-Z])/, "").replace(/\/Resource$/, "");
}

export function patternOf(path: string): RegExp {
  const escaped = path.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", "[^/]*");
  return new RegExp(`^${escaped}$`);
}
