import type { PlanHistory } from "../../contracts/http/monitoring-plan.ts";

type Change = PlanHistory["items"][number];
type State = NonNullable<Change["plan"]>["before"];
type Overridden = NonNullable<
  NonNullable<State["overrides"]["limits"]>[keyof NonNullable<State["overrides"]["limits"]>]
>;

/** What one version changed of one limit: `undefined` is the default, `null` switched off. */
export interface LimitChange {
  readonly code: string;
  readonly before: Overridden | null | undefined;
  readonly after: Overridden | null | undefined;
}

/** The limits that a change touched, as they were and became. */
export function limitChangesOf({ plan }: Change): readonly LimitChange[] {
  if (plan === undefined) return [];
  const [before, after] = [limitsOf(plan.before), limitsOf(plan.after)];
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return codes
    .map((code) => ({ code, before: before[code], after: after[code] }))
    .filter(
      (change) =>
        JSON.stringify(change.before ?? String(change.before)) !== JSON.stringify(change.after ?? String(change.after)),
    );
}

function limitsOf({ overrides }: State): Readonly<Record<string, Overridden | null | undefined>> {
  return overrides.limits ?? {};
}
