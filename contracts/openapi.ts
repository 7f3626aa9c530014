import type * as z from "zod/mini";
import { examples } from "./examples.ts";
import { type ProblemCode, problemCatalogue } from "./http/problems.ts";
import { bodyProblems, changingProblems, commonProblems, type Route } from "./http/route.ts";
import { routes } from "./http/routes.ts";
import { type JsonSchema, jsonSchemasOf, pick, reachableNames } from "./json-schemas.ts";
import { namedSchemas } from "./named-schemas.ts";

const nameOf: ReadonlyMap<z.ZodMiniType, string> = new Map(
  Object.entries(namedSchemas).map(([name, schema]) => [schema, name]),
);

function reference(schema: z.ZodMiniType): { readonly $ref: string } {
  const name = nameOf.get(schema);
  if (name === undefined) throw new Error("a schema of a route has no name in namedSchemas");
  return { $ref: `#/components/schemas/${name}` };
}

/** The HTTP API as an OpenAPI 3.1 document, made from the schemas that the functions parse with. */
export function openApiDocument(version: string): JsonSchema {
  const schemas = jsonSchemasOf(namedSchemas);
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, route] of Object.entries<Route>(routes))
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route, schemas) };
  return {
    openapi: "3.1.1",
    info: {
      title: "Anhu 安护 HTTP API",
      version,
      summary: "Residents, their vitals and alerts, devices.",
      description:
        "Refusals are RFC 9457 problem details; `Accept-Language: en` asks for English. Each request carries an access " +
        "token of the OpenID Connect issuer as a bearer token: the box's own, or that of the cell. What its bearer may do " +
        "stands in docs/access.md; what they may not see is answered like what there is not.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "http://127.0.0.1:8080", description: "the one box" }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: pick(schemas, reachableNames(paths, schemas)),
    },
  };
}

function operation(name: string, route: Route, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const parameters = [
    ...parametersOf("path", route.parameters, schemas),
    ...parametersOf("query", route.query, schemas),
  ];
  return {
    operationId: name,
    summary: route.summary.en,
    description: route.summary.zh,
    tags: [route.path.split("/")[2]],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: jsonContent(route.body) } }),
    responses: {
      [route.success]: { description: route.summary.en, content: answerContent(route) },
      ...problemResponses(route),
    },
  };
}

function answerContent(route: Route): JsonSchema {
  if (route.media === undefined) return jsonContent(route.answer);
  // A file is its bytes: it has no schema.
  return { [route.media]: route.media === "application/pdf" ? {} : { schema: reference(route.answer) } };
}

function jsonContent(schema: z.ZodMiniType): JsonSchema {
  const name = nameOf.get(schema) ?? "";
  const example = Object.hasOwn(examples, name) ? { example: examples[name] } : {};
  return { "application/json": { schema: reference(schema), ...example } };
}

/** The members of an object schema as parameters; one with a default need not be given. */
function parametersOf(
  place: "path" | "query",
  schema: z.ZodMiniType,
  schemas: Readonly<Record<string, JsonSchema>>,
): readonly JsonSchema[] {
  const { properties = {}, required = [] } = schemas[nameOf.get(schema) ?? ""] as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

/** One response per status, which lists the codes that come with it. */
function problemResponses(route: Route): JsonSchema {
  const codes: readonly ProblemCode[] = [
    ...route.problems,
    ...(route.body === undefined ? [] : bodyProblems),
    ...(route.method === "GET" ? [] : changingProblems),
    ...commonProblems,
  ];
  const byStatus = Map.groupBy(codes, (code) => problemCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, members]) => [
      status,
      {
        description: members.map((code) => `\`${code}\`: ${problemCatalogue[code].title.en}`).join("\n\n"),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}
