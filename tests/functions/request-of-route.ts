import * as z from "zod/mini";
import type { Route } from "../../contracts/http/route.ts";

type Json = Readonly<Record<string, unknown>>;

/** Words of which one fits wherever a schema asks for a form. */
const words = [
  "words",
  "2026-11-22T08:00:00+08:00",
  "08:00",
  "+8613800000000",
  "li@example.org",
  "https://gateway.example.org/hook",
  "browser",
  "B".repeat(87),
  "A".repeat(22),
  "8",
];

/**
 * A body that the route's schema takes: what must be there and no more, with `ids` wherever a field has one of their names.
 * Throws when no such body is found: then `given` has to say what a request looks like.
 */
export function bodyOf(name: string, { body }: Route, ids: Json, given: Json = {}): unknown {
  if (body === undefined) return undefined;
  const schema = z.toJSONSchema(body, { io: "input", unrepresentable: "any" }) as Json;
  const made = { ...(valueFor(schema, ids, false) as Json), ...given, ...idsIn(schema, { ...ids }) };
  const parsed = z.safeParse(body, made);
  if (parsed.success) return made;
  const issues = JSON.stringify(parsed.error.issues.map(({ path, code }) => ({ path, code })));
  throw new Error(`say in bodies what a request of ${name} looks like: ${JSON.stringify(made)} has ${issues}`);
}

function valueFor(schema: Json, ids: Json, isOptional: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (choices?.[0] !== undefined) return valueFor(choices[0], ids, isOptional);
  switch (schema.type) {
    case "string":
      return stringOf(schema);
    case "number":
    case "integer":
      return Number(schema.minimum ?? 1);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array": {
      const count = Number(schema.minItems ?? 0);
      return Array.from({ length: count }, () => valueFor((schema.items ?? {}) as Json, ids, false));
    }
    case "object": {
      const required = new Set((schema.required ?? []) as readonly string[]);
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
      return Object.fromEntries(
        properties
          .filter(([name]) => required.has(name) || Object.hasOwn(ids, name))
          .map(([name, property]) => [name, Object.hasOwn(ids, name) ? ids[name] : valueFor(property, ids, true)]),
      );
    }
    default:
      return "words";
  }
}

/** Of a form that no word fits the first word is as wrong as any. */
function stringOf({ pattern, format, minLength, maxLength }: Json): string {
  if (format === "date") return "1940-03-01";
  if (format === "date-time") return "2026-11-22T08:00:00+08:00";
  const fits = words.filter(
    (word) =>
      (pattern === undefined || new RegExp(String(pattern), "u").test(word)) &&
      word.length >= Number(minLength ?? 0) &&
      word.length <= Number(maxLength ?? 1000),
  );
  return fits[0] ?? "words";
}

function idsIn(schema: Json, ids: Json): Json {
  const properties = (schema.properties ?? {}) as Json;
  return Object.fromEntries(Object.entries(ids).filter(([name]) => Object.hasOwn(properties, name)));
}

/** The names of the filters that a route's query takes. */
export function filtersOf({ query }: Route): readonly string[] {
  const schema = z.toJSONSchema(query, { io: "input", unrepresentable: "any" }) as Json;
  return Object.keys((schema.properties ?? {}) as Json);
}
