import { ItemTooLargeError } from "../../domain/ports.ts";

/** DynamoDB was asked again and again and had no time; nothing was written. */
export class TableBusyError extends Error {
  readonly code = "table-busy";
  readonly table: string;
  constructor(table: string, options?: ErrorOptions) {
    super(`table ${table} is too busy`, options);
    this.table = table;
  }
}

/** DynamoDB cannot be reached or fails by itself; whether a write was done is not known. */
export class TableUnreachableError extends Error {
  readonly code = "table-unreachable";
  readonly table: string;
  constructor(table: string, options?: ErrorOptions) {
    super(`table ${table} cannot be reached`, options);
    this.table = table;
  }
}

export interface Retries {
  /** @default 8 */
  readonly attempts?: number;
  /** Resolves after about this long. @default real time */
  readonly wait?: (ms: number) => Promise<void>;
}

const transient = new Set([
  "TransactionConflictException",
  "TransactionInProgressException",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

const networkFaults = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Per write of a cancelled transaction why it was cancelled: `None` for those that would have gone through. */
export function cancellationsOf(error: unknown): readonly string[] {
  if (!isNamed(error, "TransactionCanceledException")) return [];
  const reasons = (error as { CancellationReasons?: readonly { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.map((reason) => reason.Code ?? "None");
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** Asks again, each time after a longer random pause, while DynamoDB says that it was busy or that writers met. */
export async function retried<T>(table: string, retries: Retries, ask: () => Promise<T>): Promise<T> {
  const { attempts = 8, wait = pause } = retries;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (isUnreachable(error)) throw new TableUnreachableError(table, { cause: error });
      if (!isTransient(error)) throw tooLarge(table, error);
      if (attempt >= attempts) throw new TableBusyError(table, { cause: error });
      await wait(Math.random() * Math.min(1000, 10 * 2 ** attempt));
    }
  }
}

function isTransient(error: unknown): boolean {
  const cancellations = cancellationsOf(error);
  if (cancellations.length > 0)
    return !cancellations.includes("ConditionalCheckFailed") && cancellations.some((code) => transient.has(code));
  return error instanceof Error && transient.has(error.name);
}

/** The SDK has asked several times by then. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = "", $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  return networkFaults.has(code) || error.name === "TimeoutError" || ($metadata?.httpStatusCode ?? 0) >= 500;
}

function tooLarge(table: string, error: unknown): unknown {
  const isSize = error instanceof Error && /item size.*exceeded|exceeded.*item size/i.test(error.message);
  return isSize ? new ItemTooLargeError(table, { cause: error }) : error;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
