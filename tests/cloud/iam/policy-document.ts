/** A policy of IAM, of a resource or of IoT, as its JSON has it; CloudFormation's functions are resolved before. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: unknown;
}

export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement after every element was recognised. */
export interface Statement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: { readonly isNegated: boolean; readonly patterns: readonly string[] };
  readonly resources: { readonly isNegated: boolean; readonly patterns: readonly string[] } | undefined;
  /** Of a resource's policy; undefined in one that is attached to whoever asks. */
  readonly principals?: readonly { readonly kind: string; readonly value: string }[];
  readonly conditions: ConditionBlock;
  /** Only the version of 2012 knows variables: in the older one `${…}` is text. */
  readonly hasVariables: boolean;
}

/** A policy says something that this evaluator does not know: it must learn it, not pass over it. */
export class UnknownPolicyElementError extends Error {
  readonly code = "unknown-policy-element";
}

const documentElements = ["Version", "Id", "Statement"];
const statementElements = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "Condition",
] as const;

type Raw = Readonly<Record<string, unknown>>;

/** Reads a document; throws an {@link UnknownPolicyElementError} for any element, effect or value it does not know. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  onlyKnown(document as unknown as Raw, documentElements);
  const { Version: version = "2008-10-17", Statement: statements } = document;
  if (version !== "2012-10-17" && version !== "2008-10-17") throw unknown("Version", version);
  const list = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) throw unknown("Statement", statements);
  return list.map((statement) => statementOf(statement as Raw, version === "2012-10-17"));
}

function statementOf(raw: Raw, hasVariables: boolean): Statement {
  if (typeof raw !== "object" || raw === null) throw unknown("Statement", raw);
  onlyKnown(raw, statementElements);
  const { Sid: sid, Effect: effect, Principal: principal, Condition: condition } = raw;
  if (effect !== "Allow" && effect !== "Deny") throw unknown("Effect", effect);
  const actions = oneOf(raw, "Action", "NotAction");
  if (actions === undefined) throw unknown("Action", undefined);
  const resources = oneOf(raw, "Resource", "NotResource");
  // A role's trust policy names none; every other policy must.
  if (resources === undefined && principal === undefined) throw unknown("Resource", undefined);
  // What a negation means when its variable is absent is nothing to rely on.
  if (resources?.isNegated && resources.patterns.some((one) => one.includes("${")))
    throw unknown("NotResource", raw.NotResource);
  return {
    ...(typeof sid === "string" && { sid }),
    effect,
    actions,
    resources,
    ...(principal !== undefined && { principals: principalsOf(principal) }),
    conditions: conditionsOf(condition),
    hasVariables,
  };
}

function oneOf(raw: Raw, plain: string, negated: string): Statement["actions"] | undefined {
  if (plain in raw && negated in raw) throw unknown(negated, `beside ${plain}`);
  if (plain in raw) return { isNegated: false, patterns: strings(plain, raw[plain]) };
  if (negated in raw) return { isNegated: true, patterns: strings(negated, raw[negated]) };
  return undefined;
}

function principalsOf(principal: unknown): NonNullable<Statement["principals"]> {
  if (principal === "*") return [{ kind: "*", value: "*" }];
  if (typeof principal !== "object" || principal === null) throw unknown("Principal", principal);
  return Object.entries(principal).flatMap(([kind, values]) => {
    if (kind !== "AWS" && kind !== "Service") throw unknown("Principal", kind);
    return strings("Principal", values).map((value) => ({ kind, value }));
  });
}

function conditionsOf(condition: unknown = {}): ConditionBlock {
  if (typeof condition !== "object" || condition === null) throw unknown("Condition", condition);
  return Object.fromEntries(
    Object.entries(condition as Readonly<Record<string, Raw>>).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, scalars(`Condition ${key}`, values)])),
    ]),
  );
}

function scalars(element: string, value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map((one: unknown) => {
    if (typeof one === "boolean" || typeof one === "number" || typeof one === "string") return String(one);
    throw unknown(element, one);
  });
}

function strings(element: string, value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw unknown(element, value);
  return values.map((one) => {
    if (typeof one !== "string") throw unknown(element, one);
    return one;
  });
}

function onlyKnown(raw: Raw, known: readonly string[]): void {
  for (const element of Object.keys(raw)) if (!known.includes(element)) throw unknown(element, raw[element]);
}

function unknown(element: string, value: unknown): UnknownPolicyElementError {
  return new UnknownPolicyElementError(`the policy has ${element} = ${JSON.stringify(value)}, which is not known here`);
}
