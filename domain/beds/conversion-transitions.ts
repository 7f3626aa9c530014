import type { Action } from "../access/actions.ts";
import { type ConversionAction, type ConversionState, conversionActions } from "./conversion.ts";

/** Where a step leads, and who takes it by the table of access. */
export interface ConversionRule {
  readonly to: ConversionState;
  readonly access: Extract<Action, `bed.convert${string}`>;
  /** Only when the resident whose conversion it is lies there no more. */
  readonly onlyWhenLeft?: true;
  /** Not when they do not: then the bed goes back. */
  readonly onlyWhenThere?: true;
}

type Rules = Readonly<Record<ConversionAction, Readonly<Partial<Record<ConversionState, ConversionRule>>>>>;

/**
 * Every step that a conversion of a bed can take. A doctor orders it there and back, a manager approves and settles; nobody
 * is both. What is not here is refused.
 */
export const conversionRules: Rules = {
  order: { requested: { to: "ordered", access: "bed.convert-order" } },
  approve: { ordered: { to: "approved", access: "bed.convert-approve" } },
  "take-effect": { approved: { to: "effective", access: "bed.convert" } },
  "order-return": { effective: { to: "return-ordered", access: "bed.convert-order" } },
  "stay-converted": { "return-ordered": { to: "effective", access: "bed.convert-order" } },
  review: { effective: { to: "effective", access: "bed.convert-order", onlyWhenThere: true } },
  return: {
    "return-ordered": { to: "returned", access: "bed.convert-approve" },
    effective: { to: "returned", access: "bed.convert-approve", onlyWhenLeft: true },
  },
  refuse: {
    requested: { to: "refused", access: "bed.convert-order" },
    ordered: { to: "refused", access: "bed.convert-approve" },
  },
  cancel: {
    requested: { to: "cancelled", access: "bed.convert" },
    ordered: { to: "cancelled", access: "bed.convert" },
    approved: { to: "cancelled", access: "bed.convert" },
  },
};

/** What can be done with a conversion that stands there, and by whom. */
export function stepsFrom(
  state: ConversionState,
): readonly { readonly action: ConversionAction; readonly rule: ConversionRule }[] {
  return conversionActions.flatMap((action) => {
    const rule = conversionRules[action][state];
    return rule === undefined ? [] : [{ action, rule }];
  });
}
