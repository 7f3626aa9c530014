import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Fhir } from "fhir";

const folder = join(process.env.ANHU_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data"), "fhir-r4");
export const schemaFile = join(folder, "fhir.schema.json");
export const hasSchema = existsSync(schemaFile);
export const publishedNews2 = join(folder, "news2_snomed_codes.json");

/** What HL7's JSON schema of R4 has against a resource. */
export function schemaFaults(): (resource: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false, validateSchema: false });
  // Its name is written as drafts before 6 did.
  const { id: _, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8"));
  const validate = ajv.compile(schema);
  return (resource) =>
    validate(resource) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
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
