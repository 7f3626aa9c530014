import { z } from "zod";

/** What a template makes of its parameters. */
export interface ProvisionedThing {
  readonly thingName: string;
  readonly thingTypeName: string | undefined;
  readonly thingGroups: readonly string[];
  readonly certificateId: string;
  readonly policyName: string;
}

/** The parameters do not fill the template: the device is told so. */
export class ParametersError extends Error {
  readonly code = "InvalidParameters";
}

const parameters = z.record(z.string(), z.strictObject({ Type: z.literal("String"), Default: z.optional(z.string()) }));
const overrides = z.optional(z.record(z.enum(["AttributePayload", "ThingTypeName", "ThingGroups"]), z.string()));
const expression = z.unknown();
const body = z.strictObject({
  Parameters: parameters,
  Resources: z.strictObject({
    thing: z.strictObject({
      Type: z.literal("AWS::IoT::Thing"),
      OverrideSettings: overrides,
      Properties: z.strictObject({
        ThingName: expression,
        ThingTypeName: z.optional(expression),
        ThingGroups: z.optional(z.array(expression)),
      }),
    }),
    certificate: z.strictObject({
      Type: z.literal("AWS::IoT::Certificate"),
      Properties: z.strictObject({ CertificateId: expression, Status: z.literal("Active") }),
    }),
    policy: z.strictObject({
      Type: z.literal("AWS::IoT::Policy"),
      Properties: z.strictObject({ PolicyName: expression }),
    }),
  }),
});

const reference = z.strictObject({ Ref: z.string() });
const join = z.strictObject({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) });

/**
 * Reads a template body; throws for a resource, property or function that is not known here. What it answers fills the
 * body, and throws a {@link ParametersError} for a parameter that is missing or that the template does not declare.
 */
export function parseProvisioningTemplate(text: string): (given: Readonly<Record<string, string>>) => ProvisionedThing {
  const { Parameters: declared, Resources: resources } = body.parse(JSON.parse(text));
  const { thing, certificate, policy } = resources;

  return (given) => {
    for (const name of Object.keys(given)) {
      if (!(name in declared)) throw new ParametersError(`the template declares no parameter ${name}`);
    }
    const textOf = (value: unknown): string => {
      if (typeof value === "string") return value;
      const joined = join.safeParse(value);
      if (joined.success) {
        const [separator, parts] = joined.data["Fn::Join"];
        return parts.map(textOf).join(separator);
      }
      const { Ref: name } = reference.parse(value);
      const known = given[name] ?? declared[name]?.Default;
      if (known === undefined) throw new ParametersError(`the parameter ${name} is missing`);
      return known;
    };
    const { ThingTypeName: type, ThingGroups: groups = [], ThingName: name } = thing.Properties;
    return {
      thingName: textOf(name),
      thingTypeName: type === undefined ? undefined : textOf(type),
      thingGroups: groups.map(textOf),
      certificateId: textOf(certificate.Properties.CertificateId),
      policyName: textOf(policy.Properties.PolicyName),
    };
  };
}
