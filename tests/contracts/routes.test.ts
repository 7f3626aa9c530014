import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { problem } from "../../contracts/http/problem.ts";
import { errorsOfIssues, languageOf, problemCodes, problemOf } from "../../contracts/http/problems.ts";
import { quarantineQuery } from "../../contracts/http/quarantine.ts";
import { newResident } from "../../contracts/http/residents.ts";
import type { Route } from "../../contracts/http/route.ts";
import { routeNames, routes } from "../../contracts/http/routes.ts";
import type { FunctionDeclaration } from "../../functions/declaration.ts";
import { manifest } from "../../functions/manifest.ts";

const httpFunctions = Object.entries<FunctionDeclaration>(manifest).flatMap(([name, { trigger }]) =>
  trigger.kind === "http" ? [{ name, method: trigger.method, path: trigger.path }] : [],
);

describe("routes and manifest agree", () => {
  test("every HTTP function has a route and every route a function", () => {
    const functions = httpFunctions.map(({ name }) => name);
    expect(routeNames.toSorted()).toEqual(functions.toSorted());
  });

  test.each(httpFunctions)("$name is $method $path", ({ name, method, path }) => {
    expect(Object.entries<Route>(routes).find(([route]) => route === name)?.[1]).toMatchObject({ method, path });
  });

  test.each(Object.entries<Route>(routes))("%s takes the parameters that its path names", (_name, route) => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const accepted = z.toJSONSchema(route.parameters, { io: "input" }).properties ?? {};
    expect(Object.keys(accepted)).toEqual(inPath);
  });
});

describe("problems", () => {
  test.each(problemCodes)("%s is a problem document with a title in both languages", (code) => {
    const detail = { zh: "详情", en: "detail" };
    const [zh, en] = [problemOf(code, detail, "zh"), problemOf(code, detail, "en")];
    expect(problem.safeParse(zh).success).toBe(true);
    expect(zh).toMatchObject({ code, detail: "详情", messages: detail, type: `urn:anhu:problem:${code}` });
    expect(en.title).not.toBe(zh.title);
    expect(en.status).toBeGreaterThanOrEqual(400);
  });

  test.each([
    [undefined, "zh"],
    ["", "zh"],
    ["en", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["en;q=0.2,zh;q=0.9", "zh"],
    ["fr,en;q=0.5", "en"],
    ["fr", "zh"],
    ["en;q=0", "zh"],
  ])("Accept-Language %j is answered in %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  test("each fault of a request has a pointer, what was expected, and words", () => {
    const parsed = newResident.safeParse({
      name: "",
      sex: "x",
      birthDate: "1941-02-30",
      facilityId: "有空格",
      allergies: ["a", 5],
      "a/b": 1,
      spo2Scale2: { orderedBy: "张医生", orderedAt: "yesterday", reason: "COPD" },
      disabilityLevel: 9,
    });
    const errors = parsed.success ? [] : errorsOfIssues(parsed.error.issues);
    expect(Object.fromEntries(errors.map(({ pointer, expected }) => [pointer, expected]))).toEqual({
      "#/name": "a name",
      "#/sex": "one of female, male",
      "#/birthDate": "date",
      "#/facilityId": "/^[A-Za-z0-9_-]{1,64}$/",
      "#/allergies/1": "string",
      "#/a~1b": "no-such-field",
      "#/spo2Scale2/orderedAt": "date-time",
      "#/disabilityLevel": "another form",
    });
    for (const { messages } of errors) expect(messages.zh).not.toBe(messages.en);
  });

  test("parameters are told from the body", () => {
    const parsed = quarantineQuery.safeParse({ limit: "501" });
    expect(parsed.success ? [] : errorsOfIssues(parsed.error.issues, "#/query")).toMatchObject([
      { pointer: "#/query/limit" },
    ]);
    expect(quarantineQuery.parse({})).toEqual({ limit: 100 });
    expect(quarantineQuery.parse({ limit: "500" })).toEqual({ limit: 500 });
  });
});
