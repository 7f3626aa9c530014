import type { Bilingual } from "../../contracts/http/fields.ts";

/** What of a problem the pages use. */
export interface SaidProblem {
  readonly code: string;
  readonly messages: Bilingual;
  readonly about?: string;
  readonly errors?: readonly { readonly pointer: string; readonly messages: Bilingual }[];
}

/**
 * Reads contracts/http/problem.ts without its schema, which is as large as all the rest that a family's first light needs;
 * a test holds both together. Undefined where it is no problem of ours.
 */
export function problemIn(json: unknown): SaidProblem | undefined {
  const { type, title, status, detail, code, messages, about, errors } = fieldsOf(json);
  const said = bilingualIn(messages);
  const isOurs = [type, title, detail, code].every((text) => typeof text === "string") && Number.isSafeInteger(status);
  if (!isOurs || said === undefined || (about !== undefined && typeof about !== "string")) return undefined;
  if (errors === undefined) return { code: code as string, messages: said, ...(about !== undefined && { about }) };
  if (!Array.isArray(errors)) return undefined;
  const places = errors.map((error) => {
    const { pointer, expected, messages: what } = fieldsOf(error);
    const words = bilingualIn(what);
    return typeof pointer === "string" && typeof expected === "string" && words !== undefined
      ? { pointer, messages: words }
      : undefined;
  });
  if (!places.every((place) => place !== undefined)) return undefined;
  return { code: code as string, messages: said, ...(about !== undefined && { about }), errors: places };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function bilingualIn(value: unknown): Bilingual | undefined {
  const { zh, en } = fieldsOf(value);
  return typeof zh === "string" && typeof en === "string" ? { zh, en } : undefined;
}
