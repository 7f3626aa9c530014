import { expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { startAt, startedCloud, synthesised } from "./cloud-under-test.ts";
import { withCode } from "./own-code.ts";

const name = "anhu-sweep-watches";

test("a function shows the virtual clock, its own name and region, the template's environment and nothing else", async () => {
  const source = `export const handler = async (event, context) =>
    ({ now: Date.now(), also: new Date().getTime(), other: new Date(0).getTime(), left: context.getRemainingTimeInMillis(),
       id: context.awsRequestId, names: Object.keys(process.env) });`;
  const cloud = await startedCloud({ assembly: withCode(synthesised(), name, source, { Timeout: 7 }) });
  const answer = await cloud.invoke(name, {});
  expect(answer).toMatchObject({ kind: "answered", payload: { now: startAt, also: startAt, other: 0 } });
  const { left, names } = (answer as { payload: { left: number; names: string[] } }).payload;
  // More than the three seconds of a function without one, however slow the machine is.
  expect(left).toBeGreaterThan(3_000);
  expect(left).toBeLessThanOrEqual(7_000);
  expect(names).toEqual(expect.arrayContaining(["ANHU_TABLE_PREFIX", "AWS_REGION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]));
  expect(names.filter((own) => !/^(ANHU_|AWS_)|^(LANG|TZ|NODE_CHANNEL_.*)$/.test(own))).toEqual([]);
});

test.each([
  [
    "is killed at its timeout",
    "export const handler = () => new Promise(() => setInterval(() => {}, 50));",
    "Sandbox.Timedout",
  ],
  [
    "is killed when it needs more memory",
    "export const handler = () => { const kept = []; for (;;) kept.push(new Array(1e5).fill({})); };",
    "Runtime.ExitError",
  ],
  ["fails when it ends its process", "export const handler = () => process.exit(3);", "Runtime.ExitError"],
  ["fails when its handler does not exist", "export const other = () => 1;", "Runtime.HandlerNotFound"],
  ["fails when its module does not load", "throw new SyntaxError('broken');", "SyntaxError"],
  ["answers no more than 6 MB", "export const handler = async () => 'x'.repeat(7e6);", "Function.ResponseSizeTooLarge"],
])("a function %s", async (_claim, source, errorType) => {
  const assembly = withCode(synthesised(), name, source, {
    Timeout: errorType === "Sandbox.Timedout" ? 1 : 30,
    MemorySize: 128,
  });
  const cloud = await startedCloud({ assembly });
  expect(await cloud.invoke(name, {})).toMatchObject({ kind: "failed", errorType });
});

test("a process is used again while it is well, and a new one is started after a failure", async () => {
  const source = `let count = 0;
    export const handler = async ({ exit }) => { if (exit) process.exit(1); console.log("run", ++count); return count; };`;
  const cloud = await startedCloud({ assembly: withCode(synthesised(), name, source) });
  expect(await cloud.invoke(name, {})).toMatchObject({ payload: 1 });
  expect(await cloud.invoke(name, {})).toMatchObject({ payload: 2 });
  await cloud.invoke(name, { exit: true });
  expect(await cloud.invoke(name, {})).toMatchObject({ payload: 1 });
  expect(cloud.logLines(name)).toEqual(["run 1", "run 2", "run 1"]);
  expect(cloud.usage().get(name)).toMatchObject({ invocations: 4, coldStarts: 2, failures: 1 });
});

test("an asynchronous event is tried again after one and two minutes, then lies among the dead letters with its reason", async () => {
  const event = "anhu-ingest-event";
  const source = "export const handler = async () => { throw new Error('no'); };";
  const cloud = await startedCloud({ assembly: withCode(synthesised(), event, source) });
  await cloud.invokeAsync(event, { deviceId: "d1" });
  await cloud.settle();
  const tried = () => cloud.usage().get(event)?.invocations;
  expect(tried()).toBe(1);
  await cloud.clock.advanceBy(1 * minute);
  expect(tried()).toBe(2);
  await cloud.clock.advanceBy(2 * minute - 1);
  expect(tried()).toBe(2);
  await cloud.clock.advanceBy(1);
  expect(tried()).toBe(3);
  await cloud.settle();
  const letters = await cloud.deadLetters();
  expect(letters.map(({ queue, body }) => ({ queue, ...JSON.parse(body) }))).toMatchObject([
    {
      queue: "anhu-ingest-event-dead-letters",
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: { deviceId: "d1" },
      responsePayload: { errorMessage: "no" },
    },
  ]);
});

test("a service that no permission lets in cannot invoke", async () => {
  const cloud = await startedCloud();
  const caller = { service: "iot.amazonaws.com", sourceArn: `arn:aws:iot:us-east-1:${cloud.account}:rule/other` };
  await expect(cloud.invoke("anhu-ingest-event", {}, caller)).rejects.toThrow(/no permission/);
});
