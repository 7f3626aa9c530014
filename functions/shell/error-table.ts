import { type ProblemCode, problemCatalogue } from "../../contracts/http/problems.ts";
import type { LogLevel } from "./log.ts";

interface Failure {
  /** What an HTTP caller is told. */
  readonly problem: ProblemCode;
  /** `drop`: delivering the same again cannot help; a batch puts it into quarantine and goes on. */
  readonly delivery: "retry" | "drop";
  readonly level: LogLevel;
}

/** Failures that are not refusals of a request, by code; every other error is `internal` and is tried again. */
const failures: Readonly<Record<string, Failure>> = {
  "access-denied": { problem: "internal", delivery: "retry", level: "error" },
  "contended-watch": { problem: "unavailable", delivery: "retry", level: "warn" },
  "contended-alert": { problem: "unavailable", delivery: "retry", level: "warn" },
  "contended-row": { problem: "unavailable", delivery: "retry", level: "warn" },
  "contended-count": { problem: "unavailable", delivery: "retry", level: "warn" },
  "table-busy": { problem: "unavailable", delivery: "retry", level: "warn" },
  "table-unreachable": { problem: "unavailable", delivery: "retry", level: "error" },
  "audit-unavailable": { problem: "audit-unavailable", delivery: "retry", level: "error" },
  "issuer-unreachable": { problem: "unavailable", delivery: "retry", level: "error" },
  "item-too-large": { problem: "payload-too-large", delivery: "drop", level: "error" },
  "unreadable-event": { problem: "internal", delivery: "drop", level: "error" },
  "timed-out": { problem: "timed-out", delivery: "retry", level: "error" },
};
const unforeseen: Failure = { problem: "internal", delivery: "retry", level: "error" };

export interface Treatment extends Failure {
  readonly code: string;
  readonly status: number;
}

/** How a failure is treated, whatever function it comes from: the one table of its kind. */
export function treatmentOf(error: unknown): Treatment {
  const code = codeOf(error);
  const failure = isProblem(code) ? ({ problem: code, delivery: "drop", level: "info" } as const) : failures[code];
  const { problem, delivery, level } = failure ?? unforeseen;
  return { code, problem, status: problemCatalogue[problem].status, delivery, level };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "internal";
  if (error.name === "TimeoutError") return "timed-out";
  return "code" in error && typeof error.code === "string" ? error.code : "unforeseen";
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(problemCatalogue, code) && problemCatalogue[code as ProblemCode].status < 500;
}
