/**
 * What runs inside a function's process, in the place of Lambda's own runtime: `node bootstrap.ts <folder> <handler>
 * <issuer> <where the issuer really listens> [<the run's internet, as JSON>]`. It shows the function the runner's clock,
 * loads the handler as the template names it, and answers one invocation after the other.
 */
import { existsSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { joinInternet } from "../internet/join-internet.ts";
import type { FromFunction, ToFunction } from "./messages.ts";

const [folder = "", handlerName = "", issuer = "", issuerEndpoint = "", internet = ""] = process.argv.slice(2);
if (internet !== "") joinInternet(JSON.parse(internet));
const RealDate = Date;
let now = RealDate.now();

/** Time stands still during an invocation; limits on how long it may take run on the real clock. */
globalThis.Date = class extends RealDate {
  constructor(...parts: [] | ConstructorParameters<DateConstructor>) {
    super(...((parts.length === 0 ? [now] : parts) as ConstructorParameters<DateConstructor>));
  }
  static override now(): number {
    return now;
  }
} as DateConstructor;

// The same bundle is started in hundreds of processes, and most are killed: what was compiled is kept as soon as it is.
enableCompileCache();

const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  const isIssuer = issuer !== "" && url.startsWith(issuer);
  return realFetch(isIssuer ? `${issuerEndpoint}${url.slice(issuer.length)}` : input, init);
};

type Handler = (event: unknown, context: object) => unknown;

async function load(): Promise<Handler> {
  const at = handlerName.lastIndexOf(".");
  const [module, name] = [handlerName.slice(0, at), handlerName.slice(at + 1)];
  const file = ["mjs", "js", "cjs"]
    .map((ending) => join(folder, `${module}.${ending}`))
    .find((path) => existsSync(path));
  if (file === undefined) throw named("Runtime.ImportModuleError", `no module ${module}`);
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  if (typeof exported[name] !== "function")
    throw named("Runtime.HandlerNotFound", `${handlerName} is undefined or not exported`);
  return exported[name] as Handler;
}

async function run(handler: Handler, { event, context, now: at, deadlineMs }: ToFunction): Promise<FromFunction> {
  now = at;
  const deadline = performance.now() + deadlineMs;
  try {
    const remaining = () => Math.max(0, Math.ceil(deadline - performance.now()));
    const answer = await handler(event, {
      ...context,
      getRemainingTimeInMillis: remaining,
      callbackWaitsForEmptyEventLoop: true,
    });
    return { kind: "answered", payload: answer === undefined ? null : JSON.parse(JSON.stringify(answer)) };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): FromFunction {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  return { kind: "failed", errorType: name, errorMessage: message };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

const send = (message: FromFunction): void => void process.send?.(message);

try {
  const handler = await load();
  process.on("message", (message) => void run(handler, message as ToFunction).then(send));
  send({ kind: "ready" });
  flushCompileCache();
} catch (error) {
  send(failure(error));
}
