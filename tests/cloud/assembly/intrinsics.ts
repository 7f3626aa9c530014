/** Where the functions of a template find what they name. */
export interface Scope {
  ref(logicalName: string): Promise<unknown>;
  attribute(logicalId: string, name: string): Promise<string>;
  imported(exportName: string): Promise<unknown>;
  /** `Fn::GetStackOutput`: an output of another stack of the assembly. */
  output(stack: string, name: string): Promise<unknown>;
  condition(name: string): Promise<boolean>;
  mapping(name: string, first: string, second: string): unknown;
}

/** `AWS::NoValue`: the property that has it is not there. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

type Intrinsic = (argument: unknown, scope: Scope) => Promise<unknown>;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(name as string),
  Condition: (name, scope) => scope.condition(name as string),
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId, ...path] = typeof argument === "string" ? argument.split(".") : (argument as string[]);
    return scope.attribute(logicalId as string, path.join("."));
  },
  "Fn::Join": async (argument, scope) => {
    const [separator, parts] = (await resolve(argument, scope)) as [string, string[]];
    return parts.join(separator);
  },
  "Fn::Select": async (argument, scope) => {
    const [at, list] = (await resolve(argument, scope)) as [number | string, unknown[]];
    return list[Number(at)];
  },
  "Fn::Split": async (argument, scope) => {
    const [separator, text] = (await resolve(argument, scope)) as [string, string];
    return text.split(separator);
  },
  "Fn::Sub": substitute,
  "Fn::ImportValue": async (argument, scope) => scope.imported((await resolve(argument, scope)) as string),
  "Fn::GetStackOutput": async (argument, scope) => {
    const { StackName, OutputName } = (await resolve(argument, scope)) as { StackName: string; OutputName: string };
    return scope.output(StackName, OutputName);
  },
  "Fn::FindInMap": async (argument, scope) => {
    const [name, first, second] = (await resolve(argument, scope)) as [string, string, string];
    return scope.mapping(name, first, second);
  },
  "Fn::If": async (argument, scope) => {
    const [name, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    return resolve((await scope.condition(name)) ? whenTrue : whenFalse, scope);
  },
  "Fn::Equals": async (argument, scope) => {
    const [left, right] = (await resolve(argument, scope)) as [unknown, unknown];
    return left === right;
  },
  "Fn::And": async (argument, scope) => ((await resolve(argument, scope)) as boolean[]).every(Boolean),
  "Fn::Or": async (argument, scope) => ((await resolve(argument, scope)) as boolean[]).some(Boolean),
  "Fn::Not": async (argument, scope) => !((await resolve(argument, scope)) as boolean[])[0],
};

/** A value of a template with every CloudFormation function in it carried out; throws for one that is not known. */
export async function resolve(value: unknown, scope: Scope): Promise<unknown> {
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => resolve(item, scope)));
    return items.filter((item) => item !== noValue);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? ["", undefined];
  if (entries.length === 1 && isIntrinsic(name, argument)) {
    const intrinsic = intrinsics[name];
    if (intrinsic === undefined) throw new Error(`the template uses ${name}, which is not known here`);
    return intrinsic(argument, scope);
  }
  const resolved = await Promise.all(entries.map(async ([key, inner]) => [key, await resolve(inner, scope)] as const));
  return Object.fromEntries(resolved.filter(([, inner]) => inner !== noValue));
}

/** A policy's `Condition` is a block, CloudFormation's is a name. */
function isIntrinsic(name: string, argument: unknown): boolean {
  return name === "Ref" || name.startsWith("Fn::") || (name === "Condition" && typeof argument === "string");
}

async function substitute(argument: unknown, scope: Scope): Promise<string> {
  const [text, own] = Array.isArray(argument)
    ? (argument as [string, Record<string, unknown>])
    : [argument as string, {}];
  const variables = (await resolve(own, scope)) as Record<string, unknown>;
  let result = "";
  let from = 0;
  for (const match of text.matchAll(/\$\{([^}]+)\}/g)) {
    const name = match[1] as string;
    result += text.slice(from, match.index) + (await substitutionFor(name));
    from = match.index + match[0].length;
  }
  return result + text.slice(from);

  async function substitutionFor(name: string): Promise<string> {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (name in variables) return String(variables[name]);
    const [logicalId, ...path] = name.split(".");
    const isAttribute = path.length > 0 && !name.startsWith("AWS::");
    return String(await (isAttribute ? scope.attribute(logicalId as string, path.join(".")) : scope.ref(name)));
  }
}
