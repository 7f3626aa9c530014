import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, onTestFinished } from "vitest";
import type { BoxAddresses } from "../../local/box.ts";
import { commandTokenOf } from "../../local/command-token.ts";

const main = resolve(import.meta.dirname, "../../local/main.ts");
const command = resolve(import.meta.dirname, "../../cli/main.ts");
/** Boxes of tests are not the box started last from this checkout. */
export const testPointer = join(tmpdir(), `anhu-pointer-${process.pid}.json`);
afterAll(() => rmSync(testPointer, { force: true }));
export const anyPorts = ["--http-port", "0", "--mqtts-port", "0", "--mqtt-port", "0"];

/** A box in a process of its own, started as an operator starts it. */
export interface ChildBox {
  readonly addresses: BoxAddresses;
  readonly commandToken: string;
  readonly pid: number;
  /** All of its standard output so far. */
  output(): string;
  /** All that it said to the operator so far. */
  said(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  end(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | string>;
}

/** Starts a live box on free ports and resolves when it says that it is ready. */
export async function childBox(dataFolder: string, ...args: readonly string[]): Promise<ChildBox> {
  const child = spawnBox(["--no-demo", "--data", dataFolder, ...anyPorts, ...args]);
  const lines: string[] = [];
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const ready = new Promise<string>((found, failed) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("ready ")) found(line);
    });
    child.once("exit", (code) => failed(new Error(`the box ended with ${code} before it was ready`)));
  });
  const [, http = "", mqtts = "", mqtt = ""] = (await ready).split(" ");
  return {
    addresses: { http, mqtts, mqtt },
    commandToken: commandTokenOf(dataFolder),
    pid: child.pid as number,
    output: () => lines.join("\n"),
    said: () => said,
    async end(signal) {
      const ended = once(child, "exit") as Promise<[number | null, string | null]>;
      child.kill(signal);
      const [code, killedBy] = await ended;
      return code ?? killedBy ?? "";
    },
  };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a box that is expected to refuse, with exactly these arguments. */
export async function refusedBox(...args: readonly string[]): Promise<Ended> {
  return ended(spawnBox(args));
}

/** Runs the operator's command. */
export async function anhu(...args: readonly string[]): Promise<Ended> {
  return ended(spawnNode([command, ...args]));
}

/** The environment of a child that leaves the checkout's own box alone. */
export function testEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ANHU_BOX_POINTER: testPointer };
}

function spawnBox(args: readonly string[]): ChildProcess {
  return spawnNode([main, ...args]);
}

function spawnNode(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
    env: testEnvironment(),
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function ended(child: ChildProcess): Promise<Ended> {
  const text = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    text.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text.stderr += chunk;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...text };
}
