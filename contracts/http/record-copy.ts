import * as z from "zod/mini";
import { isoTime } from "./fields.ts";

/** A PDF in base64: the gateway hands it on as a file. */
export const pdfCopy = z.string();

/** A FHIR R4 Bundle of type collection; its shape is HL7's. */
export const fhirCollection = z.looseObject({
  resourceType: z.literal("Bundle"),
  type: z.literal("collection"),
  timestamp: isoTime,
});
