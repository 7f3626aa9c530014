import type { BundleEntry, CodeableConcept, Coding, FhirResource, Reference } from "fhir/r4";

/** Makes a UUID of a name: the same name, the same UUID, so that a document made twice is the same document. */
export type UuidOf = (name: string) => string;

/** A resource of a document with the address by which the others refer to it. */
export interface DocumentEntry extends BundleEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

/** Makes the entries of one document. Names are unique within it. */
export class DocumentEntries {
  readonly #scope: string;
  readonly #uuidOf: UuidOf;
  readonly #entries = new Map<string, DocumentEntry>();

  constructor(scope: string, uuidOf: UuidOf) {
    this.#scope = scope;
    this.#uuidOf = uuidOf;
  }

  /** Where the resource of that name is or will be. */
  refer(name: string, display?: string): Reference {
    return { reference: this.#urlOf(name), ...(display === undefined ? {} : { display: plain(display) }) };
  }

  /** Adds a resource; one that is there already stays as it is. */
  add(name: string, resource: FhirResource): Reference {
    const fullUrl = this.#urlOf(name);
    if (!this.#entries.has(name))
      this.#entries.set(name, { fullUrl, resource: { ...resource, id: fullUrl.slice("urn:uuid:".length) } });
    return { reference: fullUrl };
  }

  /** With the resource of that name first, as a document has its Composition. */
  startingWith(first: string): DocumentEntry[] {
    const head = this.#entries.get(first);
    if (head === undefined) throw new Error(`the document has no ${first}`);
    return [head, ...[...this.#entries.values()].filter((entry) => entry !== head)];
  }

  #urlOf(name: string): string {
    return `urn:uuid:${this.#uuidOf(`${this.#scope}/${name}`)}`;
  }
}

/** A code of a published system with its words. */
export function coding(system: string, code: string, display?: string): Coding {
  return { system, code, ...(display === undefined ? {} : { display }) };
}

/** Words, with codes where there are any. */
export function concept(text: string, ...codings: readonly Coding[]): CodeableConcept {
  return { ...(codings.length === 0 ? {} : { coding: [...codings] }), text: plain(text) };
}

/**
 * Without characters that FHIR's strings or XML may not hold: controls, halves of characters, and every space but the plain
 * one (thin and ideographic ones among them) become a space. What would be empty is a dash.
 */
export function plain(text: string): string {
  const kept = Array.from(text.toWellFormed(), (character) => (isAllowed(character) ? character : " "))
    .join("")
    .trim();
  return kept === "" ? "—" : kept;
}

/** By the pattern of FHIR's `string`, and by XML 1.0 without the controls that it discourages. */
function isAllowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  if (/\s/.test(character)) return false;
  return !(code >= 0x7f && code <= 0x9f) && (code & 0xfffe) !== 0xfffe;
}

export const systems = {
  loinc: "http://loinc.org",
  snomed: "http://snomed.info/sct",
  ucum: "http://unitsofmeasure.org",
  icd10: "http://hl7.org/fhir/sid/icd-10",
  mdc: "urn:iso:std:iso:11073:10101",
  category: "http://terminology.hl7.org/CodeSystem/observation-category",
  /** Codes of Anhu's own, for what no published system names. */
  own: "urn:anhu:codes",
} as const;
