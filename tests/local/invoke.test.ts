import { expect, onTestFinished, test, vi } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import type { Page, TableEngine } from "../../domain/ports.ts";
import { functionNames, manifest } from "../../functions/manifest.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { httpEvent } from "../../functions/shell/events.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { noMetrics } from "../../functions/shell/metrics.ts";
import { eventBytes, type Harshness, type Invoker, newInvoker, synchronousBytes } from "../../local/invoke.ts";
import { FacilityStore } from "../../stores/facility-store.ts";

const route = "/api/facilities";
const listing = httpEvent({
  method: "GET",
  route,
  path: route,
  pathParameters: {},
  query: {},
  headers: {},
  body: undefined,
  requestId: "r",
  at: 0,
  authorizer: operatorsCommand,
});
const http = { eventBytes: synchronousBytes, atLeastOnce: false };

/** The functions over one engine; none of those called here uses a port. */
async function invokerOn(engine: TableEngine, harshness?: Harshness): Promise<Invoker> {
  const log = jsonLog({ now: () => 0, write: () => undefined });
  const ports = Object.fromEntries(functionNames.flatMap((name) => manifest[name].ports.map((port) => [port, {}])));
  const invoker = newInvoker({ engine, ports, now: () => 0, newId: () => "id", log, metrics: noMetrics }, harshness);
  await invoker.load();
  return invoker;
}

/** An engine whose queries wait until each is answered with nothing found. */
function waitingEngine(): TableEngine & { readonly asked: (() => void)[] } {
  const asked: (() => void)[] = [];
  return {
    asked,
    get: async () => undefined,
    getMany: async (_table, keys) => keys.map(() => undefined),
    query: () => new Promise<Page>((resolve) => asked.push(() => resolve({ items: [] }))),
    write: async () => ({ kind: "written" }),
  };
}

function memoryEngine(): SqliteTableEngine {
  const engine = SqliteTableEngine.open(":memory:");
  onTestFinished(() => engine.close());
  return engine;
}

test("a function that never answers has timed out when its time in the manifest is over, and no earlier", async () => {
  const invoker = await invokerOn(waitingEngine());
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  let outcome: unknown;
  const call = invoker.invoke("list-facilities", listing, http).catch((error: unknown) => {
    outcome = error;
  });
  await vi.advanceTimersByTimeAsync(manifest["list-facilities"].timeoutSeconds * 1000 - 1);
  expect(outcome).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await call;
  expect(outcome).toMatchObject({ code: "timed-out", functionName: "list-facilities" });
});

test("at most 32 calls of a function run at a time; the rest take their turn, all are answered", async () => {
  const engine = waitingEngine();
  const invoker = await invokerOn(engine);
  const calls = Array.from({ length: 40 }, () => invoker.invoke("list-facilities", listing, http));
  await vi.waitFor(() => expect(engine.asked).toHaveLength(32));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(engine.asked).toHaveLength(32);
  for (const answer of engine.asked.slice(0, 3)) answer();
  await vi.waitFor(() => expect(engine.asked).toHaveLength(35));
  const answering = setInterval(() => {
    for (const answer of engine.asked) answer();
  }, 1);
  onTestFinished(() => clearInterval(answering));
  expect(await Promise.all(calls)).toMatchObject(calls.map(() => ({ statusCode: 200 })));
});

test.each([
  ["256 KB, for an event", "ingest-event", eventBytes, {}],
  ["6 MB, for a call that is waited for", "register-facility", synchronousBytes, { jsonRoundTrip: true }],
] as const)("an event beyond %s is refused before the function sees it", async (_what, name, bytes, harshness) => {
  const invoker = await invokerOn(memoryEngine(), harshness);
  const event = { text: "x".repeat(bytes + 1024) };
  const limits = { eventBytes: bytes, atLeastOnce: true };
  await expect(invoker.invoke(name, event, limits)).rejects.toMatchObject({ code: "request-too-large" });
});

test("an answer beyond 6 MB is refused", async () => {
  const engine = memoryEngine();
  const facilities = new FacilityStore(engine);
  for (let count = 0; count < 21; count += 1) {
    const beds = [{ id: "b", label: "床".repeat(100_000) }];
    await facilities.add({ id: `f${count}`, name: "颐养院", kind: "care-home", beds });
  }
  const invoker = await invokerOn(engine);
  const call = invoker.invoke("list-facilities", listing, http);
  await expect(call).rejects.toMatchObject({ code: "response-too-large" });
});
