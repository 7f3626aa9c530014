import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Internet } from "../internet/internet.ts";
import type { FromFunction, ToFunction } from "./messages.ts";

export interface SandboxOptions {
  /** The unpacked bundle. */
  readonly folder: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The issuer's address as tokens have it, and where it listens in truth. */
  readonly issuer: { readonly url: string; readonly endpoint: string };
  /** Beyond AWS; without it the function finds what this machine finds. */
  readonly internet?: Internet;
  readonly onLine: (line: string) => void;
}

/** One execution environment of a function: a process of its own that is used again until it fails. */
export interface Sandbox {
  /** Resolves with `failed` when the process ends or takes longer than the deadline; the sandbox is dead then. */
  invoke(message: ToFunction): Promise<Exclude<FromFunction, { kind: "ready" }>>;
  readonly isAlive: boolean;
  kill(): void;
}

/** A machine on which tests run beside other work is slower than Lambda: so much longer may everything take. */
const patience = 4;
/** Lambda's own limit for loading a handler. */
const startsWithinMs = 10_000;

const bootstrap = fileURLToPath(new URL("./bootstrap.ts", import.meta.url));

/** Starts a process with exactly this environment; resolves when the handler is loaded or could not be. */
export async function startSandbox(
  options: SandboxOptions,
): Promise<Sandbox | Extract<FromFunction, { kind: "failed" }>> {
  const { folder, handler, memoryMb, environment, issuer, internet, onLine } = options;
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${memoryMb}`,
      bootstrap,
      folder,
      handler,
      issuer.url,
      issuer.endpoint,
      ...(internet === undefined ? [] : [JSON.stringify(internet)]),
    ],
    { env: { ...environment }, stdio: ["ignore", "pipe", "pipe", "ipc"] },
  );
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on("line", onLine);
  const started = await answerOf(child, startsWithinMs);
  if (started.kind !== "ready") {
    child.kill("SIGKILL");
    return started.kind === "failed" ? started : ended("it answered before it was asked");
  }
  return {
    async invoke(message) {
      const answer = answerOf(child, message.deadlineMs);
      child.send(message);
      const result = await answer;
      return result.kind === "ready" ? ended("it started twice") : result;
    },
    get isAlive() {
      return child.exitCode === null && child.signalCode === null && !child.killed;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** The next message of the process, or how it ended; kills it when the time is over, with patience. */
function answerOf(child: ChildProcess, deadlineMs: number): Promise<FromFunction> {
  return new Promise((resolve) => {
    const timeout = setTimeout(() => {
      child.kill("SIGKILL");
      finish({
        kind: "failed",
        errorType: "Sandbox.Timedout",
        errorMessage: `Task timed out after ${deadlineMs / 1000} seconds`,
      });
    }, deadlineMs * patience);
    const onExit = (code: number | null, signal: string | null) => finish(ended(signal ?? `exit status ${code}`));
    child.once("message", finish).once("exit", onExit);

    function finish(message: unknown): void {
      clearTimeout(timeout);
      child.off("message", finish).off("exit", onExit);
      resolve(message as FromFunction);
    }
  });
}

function ended(how: string): Extract<FromFunction, { kind: "failed" }> {
  return { kind: "failed", errorType: "Runtime.ExitError", errorMessage: `Runtime exited: ${how}` };
}
