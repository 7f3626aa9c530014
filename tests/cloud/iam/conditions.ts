import { arnFits, contextValue, equalsWith, fitsWith, type RequestContext } from "./patterns.ts";
import { type ConditionBlock, UnknownPolicyElementError } from "./policy-document.ts";

type Test = (wanted: string, actual: string, context: RequestContext) => boolean;

const arn: Test = (wanted, actual, context) => arnFits(wanted, actual, context);

/** Operators that hold when any of the wanted values does. */
const operators: Readonly<Record<string, Test>> = {
  StringEquals: equalsWith,
  StringLike: fitsWith,
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  NumericEquals: (wanted, actual) => Number(actual) === Number(wanted),
  NumericLessThan: (wanted, actual) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (wanted, actual) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (wanted, actual) => Number(actual) > Number(wanted),
  NumericGreaterThanEquals: (wanted, actual) => Number(actual) >= Number(wanted),
};

/** Operators that hold when none of the wanted values is met, and for an absent key. */
const negatedOperators: Readonly<Record<string, Test>> = {
  StringNotEquals: equalsWith,
  StringNotLike: fitsWith,
  ArnNotEquals: arn,
  ArnNotLike: arn,
};

/** Whether all conditions of a statement hold. Throws for an operator that is not known here. */
export function conditionsHold(block: ConditionBlock, context: RequestContext): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, context)),
  );
}

function holds(written: string, key: string, wanted: readonly string[], context: RequestContext): boolean {
  const value = contextValue(context, key);
  if (written === "Null") return wanted.some((one) => (one === "true") === (value === undefined));

  const [, quantifier, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  const test = operators[name] ?? negatedOperators[name];
  if (test === undefined) throw new UnknownPolicyElementError(`the condition operator ${written} is not known here`);
  const isNegated = !(name in operators);
  const meets = (actual: string): boolean => wanted.some((one) => test(one, actual, context)) !== isNegated;

  if (quantifier === undefined) {
    if (value === undefined) return isNegated || ifExists !== undefined;
    if (typeof value === "string") return meets(value);
    throw new UnknownPolicyElementError(
      `${written} on ${key}, which has several values, needs ForAllValues or ForAnyValue`,
    );
  }
  if (value === undefined) return quantifier === "ForAllValues" || ifExists !== undefined;
  const values = typeof value === "string" ? [value] : value;
  return quantifier === "ForAllValues" ? values.every(meets) : values.some(meets);
}
