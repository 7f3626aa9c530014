import type { Resource } from "../cloud.ts";
import { noValue, resolve, type Scope } from "./intrinsics.ts";
import { checkProperties } from "./known-properties.ts";
import type { Assembly, Template } from "./read-assembly.ts";

/** What a maker gets of the resource that it makes. */
export interface Wanted {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** A physical name for a resource that the template gives none, as CloudFormation makes one. */
  readonly generatedName: string;
}

export type Made = Pick<Resource, "ref" | "attributes"> & {
  /** What `Fn::GetAtt` gives for attributes that are not listed. @default an error */
  readonly otherAttribute?: (name: string) => string;
};
export type Maker = (wanted: Wanted) => Promise<Made>;

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/**
 * Makes every resource of the assembly, each after those that it names, and gives them back. Rejects at a type for which
 * `makers` has none: nothing of a template is passed over in silence.
 */
export async function deploy(
  assembly: Assembly,
  place: Place,
  makers: ReadonlyMap<string, Maker>,
): Promise<readonly Resource[]> {
  const made = new Map<string, Promise<Resource & Made>>();
  const scopes = new Map([...assembly.stacks].map(([stack, template]) => [stack, scopeOf(stack, template)]));
  const wanted: (readonly [string, string])[] = [];
  refuseUnknown(assembly, makers);
  for (const [stack, { Resources }] of assembly.stacks) {
    for (const [logicalId, { Condition }] of Object.entries(Resources)) {
      const isWanted = Condition === undefined || (await (scopes.get(stack) as Scope).condition(Condition));
      if (isWanted) wanted.push([stack, logicalId]);
    }
  }
  return Promise.all(wanted.map(([stack, logicalId]) => resourceOf(stack, logicalId)));

  function resourceOf(stack: string, logicalId: string): Promise<Resource & Made> {
    const key = `${stack}/${logicalId}`;
    const known = made.get(key) ?? make(stack, logicalId);
    made.set(key, known);
    return known;
  }

  async function make(stack: string, logicalId: string): Promise<Resource & Made> {
    const declared = assembly.stacks.get(stack)?.Resources[logicalId];
    if (declared === undefined) throw new Error(`${stack} names ${logicalId}, which it does not have`);
    try {
      const properties = (await resolve(
        declared.Properties ?? {},
        scopes.get(stack) as Scope,
      )) as Resource["properties"];
      const wanted = {
        stack,
        logicalId,
        type: declared.Type,
        properties,
        generatedName: `${stack}-${logicalId}`.slice(0, 60),
      };
      checkProperties(wanted);
      return { ...wanted, ...(await (makers.get(declared.Type) as Maker)(wanted)) };
    } catch (cause) {
      throw new Error(`${stack}/${logicalId} (${declared.Type}) cannot be made: ${String(cause)}`, { cause });
    }
  }

  function scopeOf(stack: string, template: Template): Scope {
    const pseudo: Readonly<Record<string, unknown>> = {
      "AWS::AccountId": place.account,
      "AWS::Region": place.region,
      "AWS::Partition": place.partition,
      "AWS::URLSuffix": place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
      "AWS::StackName": stack,
      "AWS::StackId": `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stack}/0`,
      "AWS::NoValue": noValue,
    };
    const scope: Scope = {
      async ref(name) {
        if (name in pseudo) return pseudo[name];
        const parameter = template.Parameters?.[name];
        return parameter === undefined ? (await resourceOf(stack, name)).ref : parameter.Default;
      },
      async attribute(logicalId, name) {
        const resource = await resourceOf(stack, logicalId);
        const value = resource.attributes[name] ?? resource.otherAttribute?.(name);
        if (value === undefined) throw new Error(`${logicalId} (${resource.type}) has no attribute ${name}`);
        return value;
      },
      imported: (exportName) => exportedValue(exportName),
      output: (other, name) => outputOf(other, name),
      async condition(name) {
        return (await resolve(template.Conditions?.[name], scope)) === true;
      },
      mapping: (name, first, second) => template.Mappings?.[name]?.[first]?.[second],
    };
    return scope;
  }

  async function exportedValue(exportName: string): Promise<unknown> {
    for (const [stack, template] of assembly.stacks)
      for (const [name, { Export }] of Object.entries(template.Outputs ?? {}))
        if ((await resolve(Export?.Name, scopes.get(stack) as Scope)) === exportName) return outputOf(stack, name);
    throw new Error(`no stack exports ${exportName}`);
  }

  async function outputOf(stack: string, name: string): Promise<unknown> {
    const output = assembly.stacks.get(stack)?.Outputs?.[name];
    if (output === undefined) throw new Error(`no stack ${stack} has an output ${name}`);
    return resolve(output.Value, scopes.get(stack) as Scope);
  }
}

function refuseUnknown(assembly: Assembly, makers: ReadonlyMap<string, Maker>): void {
  const types = [...assembly.stacks.values()].flatMap(({ Resources }) =>
    Object.values(Resources).map(({ Type }) => Type),
  );
  const unknown = [...new Set(types)].filter((type) => !makers.has(type));
  if (unknown.length > 0)
    throw new Error(`the templates have resources that nothing here executes: ${unknown.join(", ")}`);
}
