import { randomUUID } from "node:crypto";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import { depsFor, type Runtime } from "../functions/shell/deps.ts";
import type { Invocable } from "../functions/shell/lambda.ts";

/** Makes the box as hard as the cloud, for tests: what travels is JSON, and at-least-once means twice at times. */
export interface Harshness {
  /** Events and answers go through JSON. @default false */
  readonly jsonRoundTrip?: boolean;
  /** Share of successful deliveries that are delivered once more, by a seeded generator. @default none */
  readonly duplicates?: { readonly seed: number; readonly rate: number };
}

/** Calls functions as the cloud would: within their time, their payload and their concurrency. */
export interface Invoker {
  /** Loads every function of the manifest. */
  load(): Promise<void>;
  /** Rejects with what the function threw, or an {@link InvocationError}. `bytes` when the caller knows the event's size. */
  invoke(name: FunctionName, event: unknown, limits: InvocationLimits): Promise<unknown>;
  /** Resolves when no function is at work. */
  drain(): Promise<void>;
}

interface InvocationLimits {
  readonly eventBytes: number;
  /** Whether the trigger may deliver an event twice; a waiting HTTP caller never gets two answers. */
  readonly atLeastOnce: boolean;
}

/** AWS Lambda: 6 MB for synchronous calls and batches, 256 KB for events. */
export const synchronousBytes = 6 * 1024 * 1024;
export const eventBytes = 256 * 1024;

export type InvocationFault = "timed-out" | "request-too-large" | "response-too-large";

/** A function did not keep within its limits. */
export class InvocationError extends Error {
  readonly code: InvocationFault;
  readonly functionName: string;
  constructor(code: InvocationFault, functionName: string, limit: string) {
    super(`${functionName}: ${code} (limit ${limit})`);
    this.code = code;
    this.functionName = functionName;
  }
}

/** Calls of one function at a time; more wait in line, so that no function starves the others. */
const concurrency = 32;

export function newInvoker(runtime: Runtime, harshness: Harshness = {}): Invoker {
  const functions = new Map<FunctionName, Invocable>();
  const lines = new Map<FunctionName, { running: number; readonly waiting: (() => void)[] }>();
  const atWork = new Set<Promise<unknown>>();
  const random = harshness.duplicates && seeded(harshness.duplicates.seed);

  async function enter(name: FunctionName): Promise<() => void> {
    const line = lines.get(name) ?? { running: 0, waiting: [] };
    lines.set(name, line);
    if (line.running >= concurrency) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.running += 1;
    return () => {
      const next = line.waiting.shift();
      if (next === undefined) line.running -= 1;
      else next();
    };
  }

  async function callOnce(name: FunctionName, event: unknown): Promise<unknown> {
    const invocable = functions.get(name);
    if (invocable === undefined) throw new Error(`${name} is not loaded`);
    const leave = await enter(name);
    const timeoutMs = manifest[name].timeoutSeconds * 1000;
    const endsAt = performance.now() + timeoutMs;
    const context = {
      functionName: name,
      awsRequestId: randomUUID(),
      invokedFunctionArn: `arn:anhu:lambda:box:local:function:${name}`,
      getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new InvocationError("timed-out", name, `${manifest[name].timeoutSeconds} s`)),
        timeoutMs,
      );
    });
    try {
      return await Promise.race([invocable(event, context), tooLate]);
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  async function call(name: FunctionName, given: unknown, limits: InvocationLimits): Promise<unknown> {
    const event = checked(given, limits.eventBytes, "request-too-large", name);
    const answer = checked(await callOnce(name, event), synchronousBytes, "response-too-large", name);
    if (limits.atLeastOnce && random !== undefined && random() < (harshness.duplicates?.rate ?? 0)) {
      await callOnce(name, event);
    }
    return answer;
  }

  function checked(value: unknown, limit: number, code: InvocationFault, name: FunctionName): unknown {
    // A batch of telemetry is kept within its limit where it is gathered; measuring megabytes again would cost too much.
    const isMeasured = harshness.jsonRoundTrip === true || limit < synchronousBytes || code === "response-too-large";
    if (!isMeasured || value === undefined) return value;
    const text = JSON.stringify(value);
    if (text.length > limit || Buffer.byteLength(text) > limit) throw new InvocationError(code, name, `${limit} bytes`);
    return harshness.jsonRoundTrip === true ? JSON.parse(text) : value;
  }

  return {
    async load() {
      await Promise.all(
        functionNames.map(async (name) => {
          const module = (await import(new URL(`../${manifest[name].entry}`, import.meta.url).href)) as {
            readonly create: (deps: unknown) => Invocable;
          };
          functions.set(name, module.create(depsFor(name, runtime)));
        }),
      );
    },
    async invoke(name, event, limits) {
      const called = call(name, event, limits).finally(() => atWork.delete(called));
      atWork.add(called);
      return called;
    },
    async drain() {
      while (atWork.size > 0) await Promise.allSettled(atWork);
    },
  };
}

/** mulberry32: small, fast, the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
