import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { generatedDocuments, outdatedDocuments } from "../../cli/docs.ts";
import { functionsPage } from "../../cli/functions-page.ts";
import { tablesPage } from "../../cli/tables-page.ts";
import { asyncApiDocument } from "../../contracts/asyncapi.ts";
import { decodeMessage } from "../../contracts/decode.ts";
import { examples } from "../../contracts/examples.ts";
import type { Route } from "../../contracts/http/route.ts";
import { routes } from "../../contracts/http/routes.ts";
import { namedSchemas } from "../../contracts/named-schemas.ts";
import { openApiDocument } from "../../contracts/openapi.ts";
import { signal } from "../../contracts/signal.ts";
import { signalExamples } from "../../contracts/signal-examples.ts";
import { signalTopic } from "../../contracts/topics.ts";
import { functionNames, manifest } from "../../functions/manifest.ts";
import { tables } from "../../stores/tables.ts";

type Json = Readonly<Record<string, unknown>>;

const documents = { openapi: openApiDocument("1.2.3"), asyncapi: asyncApiDocument("1.2.3") };

function schemasOf(document: Json): Readonly<Record<string, Json>> {
  return (document.components as { readonly schemas: Readonly<Record<string, Json>> }).schemas;
}

function validatorOf(document: Json) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  ajv.addFormat("date-time", true).addFormat("date", true).addFormat("email", true);
  const schemas = JSON.stringify(schemasOf(document)).replaceAll("#/components/schemas/", "#/$defs/");
  ajv.addSchema({ $defs: JSON.parse(schemas) }, "anhu");
  return (name: string) => ajv.getSchema(`anhu#/$defs/${name}`);
}

describe.each(Object.entries(documents))("%s", (_kind, document) => {
  test("every reference leads somewhere", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(10);
    const lost = references.filter(
      (reference) =>
        reference.split("/").reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document) === undefined,
    );
    expect(lost).toEqual([]);
  });

  test.each(Object.keys(schemasOf(document)))("schema %s is valid JSON Schema 2020-12", (name) => {
    expect(validatorOf(document)(name)).toBeTypeOf("function");
  });

  test.each(Object.keys(schemasOf(document)).filter((name) => Object.hasOwn(examples, name)))(
    "the example of %s validates",
    (name) => {
      const validate = validatorOf(document)(name);
      expect(validate?.(examples[name]), JSON.stringify(validate?.errors)).toBe(true);
    },
  );

  test("no schema is left out that an example shows wrong", () => {
    const validate = validatorOf(document)(document === documents.openapi ? "Alert" : "DeviceEvent");
    expect(validate?.({ id: 7 })).toBe(false);
  });

  test("is the same each time it is made", () => {
    const again = document === documents.openapi ? openApiDocument("1.2.3") : asyncApiDocument("1.2.3");
    expect(JSON.stringify(again)).toBe(JSON.stringify(document));
  });
});

describe("openapi", () => {
  test("has every route with its body, its answer and its refusals", () => {
    const { paths } = documents.openapi as { readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>> };
    for (const [name, route] of Object.entries<Route>(routes)) {
      const operation = paths[route.path]?.[route.method.toLowerCase()];
      expect(operation).toMatchObject({ operationId: name, responses: { [route.success]: {}, 500: {} } });
      expect(operation?.requestBody !== undefined).toBe(route.body !== undefined);
    }
  });

  test("a foreign origin is refused where something changes, and nowhere else", () => {
    const { paths } = documents.openapi as { readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>> };
    for (const operations of Object.values(paths))
      for (const [method, operation] of Object.entries(operations))
        expect(JSON.stringify(operation.responses).includes("forbidden-origin")).toBe(method !== "get");
  });

  test.each(Object.entries(namedSchemas).filter(([name]) => Object.hasOwn(examples, name)))(
    "the example of %s is what the code itself parses",
    (name, schema) => {
      expect(schema.safeParse(examples[name])).toMatchObject({ success: true });
    },
  );

  test("parameters are described with whether they are required", () => {
    const { paths } = documents.openapi as { readonly paths: Json };
    expect(paths).toMatchObject({
      "/api/residents/{id}/observations": {
        get: {
          parameters: expect.arrayContaining([
            { name: "id", in: "path", required: true, schema: { $ref: "#/components/schemas/Id" } },
            { name: "from", in: "query", required: false, schema: { $ref: "#/components/schemas/IsoTime" } },
          ]),
        },
      },
    });
  });
});

describe("asyncapi", () => {
  test.each([
    ["telemetry", "SenmlPack"],
    ["event", "DeviceEvent"],
    ["status", "DeviceStatus"],
  ] as const)("the example of %s is what the code itself reads", (topicKind, name) => {
    const payload = new TextEncoder().encode(JSON.stringify(examples[name]));
    const receivedAt = Date.parse("2026-11-22T02:13:05+08:00");
    const { readings, refusals } = decodeMessage({ payload, deviceId: "bed-205-1", topicKind, receivedAt });
    expect(refusals).toEqual([]);
    expect(readings.length).toBeGreaterThan(0);
  });
});

describe("the signals of a visit", () => {
  const kinds = signal.def.options.map((option) => [...option.shape.kind.def.values][0]);

  test("stand in asyncapi with an example of each kind", () => {
    expect(signalExamples.map(({ kind }) => kind)).toEqual(kinds);
    for (const example of signalExamples) expect(signal.parse(JSON.parse(JSON.stringify(example)))).toEqual(example);
  });

  test("have the very topic on which pages publish", () => {
    const { address } = (documents.asyncapi.channels as Record<string, { address: string }>).signal ?? {};
    expect(address).toBe(signalTopic("{visitId}", "{clientId}"));
  });
});

describe("pages", () => {
  test("functions.md says of each function what happens if it fails", () => {
    const page = functionsPage();
    for (const name of functionNames) {
      expect(page).toContain(`### ${name}\n`);
      expect(page).toContain(manifest[name].ifItFails);
    }
  });

  test("tables.md draws each table with its keys", () => {
    const page = tablesPage();
    for (const { name, partition } of Object.values(tables)) {
      expect(page).toContain(`## ${name}\n`);
      expect(page).toMatch(new RegExp(`  ${name} \\{\\n    string ${partition} PK`));
    }
  });
});

test("a document that was not made anew after a change is named", async () => {
  const root = await mkdtemp(join(tmpdir(), "anhu-docs-"));
  await mkdir(join(root, "docs"));
  const made = generatedDocuments("1.2.3");
  expect(await outdatedDocuments(root, "1.2.3")).toEqual([...made.keys()]);
  for (const [path, text] of made) await writeFile(join(root, path), text);
  expect(await outdatedDocuments(root, "1.2.3")).toEqual([]);
  await writeFile(join(root, "docs/tables.md"), "# Tables\n");
  expect(await outdatedDocuments(root, "1.2.3")).toEqual(["docs/tables.md"]);
  await rm(root, { recursive: true });
});
