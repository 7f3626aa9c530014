import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { FunctionName } from "../functions/manifest.ts";

/** One promise and the figure by which it is seen to be broken. */
export interface AlarmDeclaration {
  /** The alarm is called `anhu-<id>`; docs/runbook/<id>.md says what to do. */
  readonly id: string;
  /** What residents, staff or operators lose while it rings. */
  readonly loss: string;
  /** The functions for which it stands, where it does not bear the name of one. */
  readonly standsFor?: readonly FunctionName[];
  readonly metric: IMetric;
  readonly breach: { readonly atLeast: number } | { readonly above: number };
  /** Rings when `of` the latest `periods` breach. */
  readonly periods: number;
  readonly of: number;
  /** What it means that no figure came: `broken`, where one comes every minute as long as all is well. */
  readonly noData: "broken" | "fine";
}
