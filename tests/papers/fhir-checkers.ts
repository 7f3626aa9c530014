import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Fhir } from "fhir";
import type { Bundle } from "fhir/r4";

const folder = join(process.env.ANHU_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data"), "fhir-r4");
export const schemaFile = join(folder, "fhir.schema.json");
export const hasSchema = existsSync(schemaFile);
export const publishedNews2 = join(folder, "news2_snomed_codes.json");

/**
 * What HL7's JSON schema of R4 has against a document: each resource by the definition of its own type, and the Bundle
 * around them. (By the whole schema at once every resource is tried as each of 148 types.)
 */
export function schemaFaults(): (bundle: Bundle) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false, validateSchema: false });
  // Its name is written as drafts before 6 did.
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8"));
  ajv.addSchema(schema, "r4");
  const faultsOf = (type: string, resource: unknown): readonly string[] => {
    const validate = ajv.getSchema(`r4#/definitions/${type}`);
    if (validate === undefined) return [`no definition of ${type}`];
    if (validate(resource) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${type}${instancePath} ${message}`);
  };
  return ({ entry = [], ...bundle }) => [
    ...faultsOf("Bundle", { ...bundle, entry: entry.map(({ resource: __, ...rest }) => rest) }),
    ...entry.flatMap(({ resource }) => faultsOf(resource?.resourceType ?? "Resource", resource)),
  ];
}

/** What the package fhir has against a resource: unknown codes of required value sets among it. */
export function packageFaults(): (resource: object) => readonly string[] {
  const fhir = new Fhir();
  return (resource) => {
    const { messages } = fhir.validate(resource, { errorOnUnexpected: true });
    return messages
      .filter(({ severity }) => severity === "error" || severity === "fatal")
      .map(({ location, message }) => `${location} ${message}`);
  };
}
