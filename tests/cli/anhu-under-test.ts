import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { runCommand } from "../../cli/run.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of the document.
  readonly json: any;
}

/** Runs a command line in this process, as an English-speaking operator with nobody at the terminal. */
export async function anhu(...commandLine: readonly string[]): Promise<Ran> {
  return anhuIn({ LANG: "en_US.UTF-8" }, ...commandLine);
}

export async function anhuIn(
  environment: Readonly<Record<string, string>>,
  ...commandLine: readonly string[]
): Promise<Ran> {
  let [code, stdout, stderr] = [0, "", ""] as [number, string, string];
  await runCommand(commandLine, environment, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    isInteractive: false,
    end: (outcome) => {
      code = exitCodes[outcome];
    },
  });
  return { code, stdout, stderr, json: commandLine.includes("--json") ? JSON.parse(stdout) : undefined };
}

/** A folder of its own that goes when the test is over. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anhu-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The environment of the SDK for one test: nothing of the machine's own account is ever used. */
export function awsEnvironment(variables: Readonly<Record<string, string>>): void {
  const clean = {
    AWS_PROFILE: "",
    AWS_REGION: "",
    AWS_DEFAULT_REGION: "",
    AWS_SESSION_TOKEN: "",
    AWS_CONFIG_FILE: "/nonexistent",
    AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  for (const [name, value] of Object.entries({ ...clean, ...variables }))
    vi.stubEnv(name, value === "" ? undefined : value);
  onTestFinished(() => void vi.unstubAllEnvs());
}
