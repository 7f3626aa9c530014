import { describe, expect, test, vi } from "vitest";
import { routes } from "../../contracts/http/routes.ts";
import type { FunctionDeclaration } from "../../functions/declaration.ts";
import { functionNames, manifest } from "../../functions/manifest.ts";

describe.each(functionNames)("%s", (name) => {
  const declaration: FunctionDeclaration = manifest[name];

  test("its entry exports create and handler, and loading it makes no client and needs no environment", async () => {
    const before = { ...process.env };
    const entry = await import(/* @vite-ignore */ `../../${declaration.entry}`);
    expect(Object.keys(entry).sort()).toEqual(["create", "handler"]);
    expect(process.env).toEqual(before);
  });

  test("in the cloud it stops at its first event, not before, when the environment is incomplete", async () => {
    const { handler } = await import(/* @vite-ignore */ `../../${declaration.entry}`);
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const event = { headers: {}, requestContext: {}, Records: [] };
    const invoked = handler(event, { functionName: name, awsRequestId: "1", getRemainingTimeInMillis: () => 1000 });
    if (declaration.trigger.kind === "http") expect((await invoked).statusCode).toBe(500);
    else await expect(invoked).rejects.toThrow("ANHU_TABLE_PREFIX");
  });

  test("says what a user would notice when it fails", () => {
    expect(declaration.ifItFails.length).toBeGreaterThan(10);
  });
});

test("each route of the API is the trigger of the function of its name, and no function serves another", () => {
  const served = functionNames.flatMap((name) => {
    const { trigger }: FunctionDeclaration = manifest[name];
    return trigger.kind === "http" ? [`${name} ${trigger.method} ${trigger.path}`] : [];
  });
  expect(served.sort()).toEqual(
    Object.entries(routes)
      .map(([name, { method, path }]) => `${name} ${method} ${path}`)
      .sort(),
  );
});
