import * as z from "zod/mini";

const descriptions: Readonly<Record<string, string>> = {
  Alert: "One condition of one resident that needs a person, with everything that happened to it.",
  Bilingual: "The same sentence in Chinese and in English.",
  DeviceEvent:
    "Something that happened. Sent again with the same type, id and `at` it changes nothing; without `at` it happened on arrival.",
  DeviceStatus: "What a device says of itself. Retained; the last will says `offline`, which holds from its arrival.",
  Enrolment: "The private key stays with the caller; only the PKCS#10 request (PEM) travels.",
  IsoTime: "ISO 8601 with a zone; answers are in Asia/Shanghai (+08:00).",
  Monitoring: "Whether anyone listens. `unmonitored` must never be shown as calm.",
  News2: "NEWS2 (RCP 2017), full only when all seven parameters are valid; otherwise the range min to max.",
  Expectation: "Devices, by their serial numbers, that may claim a certificate when they first come.",
  ExpectationResult: "One result for each device of the request, in its order.",
  PlanChange: "What is absent stays as it is; null switches off; defaults names what goes back to the default.",
  Problem: "RFC 9457 problem details in the language asked for; `messages` carries both.",
  SenmlPack: "A SenML pack (RFC 8428, versions by RFC 9100). Names are codes of the observation catalogue.",
  Vital: "A value with the moments at which it turns stale and lost.",
};

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** JSON Schemas (2020-12) by name, which refer to one another as `#/components/schemas/<name>`. */
export function jsonSchemasOf(named: Readonly<Record<string, z.ZodMiniType>>): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string; description?: string }>();
  for (const [name, schema] of Object.entries(named)) {
    const description = descriptions[name];
    registry.add(schema, { id: name, ...(description === undefined ? {} : { description }) });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    unrepresentable: "any",
    uri: (name) => `#/components/schemas/${name}`,
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema as JsonSchema]),
  );
}

/** The names that a piece of a document refers to, and those that they refer to in turn. */
export function reachableNames(
  from: unknown,
  schemas: Readonly<Record<string, JsonSchema>>,
  found = new Set<string>(),
): ReadonlySet<string> {
  for (const [, name] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/([A-Za-z0-9]+)"/g)) {
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    reachableNames(schemas[name] ?? {}, schemas, found);
  }
  return found;
}

/** Only the schemas with these names, in alphabetical order. */
export function pick(
  schemas: Readonly<Record<string, JsonSchema>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => names.has(name))
      .toSorted(),
  );
}
