import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manifest } from "../../functions/manifest.ts";
import { bundling, layBeside } from "../../infra/bundles.ts";
import { consortium, request } from "../functions/referring.ts";
import { World } from "../functions/world.ts";
import { readPdf } from "../papers/pdf-text.ts";

const folder = mkdtempSync(join(tmpdir(), "anhu-print-bundle-"));
const file = join(folder, "index.mjs");
beforeAll(async () => {
  await build({ ...bundling("nodejs24.x"), entryPoints: [manifest["print-referral"].entry], outfile: file });
  layBeside("print-referral", folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the deployed function prints with the fonts that lie beside it, far from any package", async () => {
  const world = await new World().furnish();
  await consortium(world);
  const { id } = await request(world, { reason: "发热" });
  const { create } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const event = {
    headers: {},
    pathParameters: { id },
    requestContext: { authorizer: { lambda: { operatorsCommand: true } } },
  };
  const context = { functionName: "print-referral", awsRequestId: "r", getRemainingTimeInMillis: () => 20_000 };
  const answer = await create(world.deps("print-referral"))(event, context);
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  const { pages } = await readPdf(Buffer.from(answer.body, "base64"));
  expect(pages.join("")).toContain("王桂英");
});

test("its package stays far below what a function may hold (250 MB unpacked, 50 MB zipped)", () => {
  const sizes = ["index.mjs", "NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf"].map(
    (name) => statSync(join(folder, name)).size,
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(25_000_000);
});
