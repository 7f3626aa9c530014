import type { EpochMs } from "../../domain/model/time.ts";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a log line may carry: ids, codes and counts. There is no field for names, values or payloads, so none leak. */
export interface LogFields {
  readonly function?: string;
  readonly requestId?: string;
  readonly facilityId?: string;
  readonly residentId?: string;
  readonly deviceId?: string;
  readonly alertId?: string;
  readonly referralId?: string;
  readonly visitId?: string;
  readonly openingId?: string;
  /** By which the register of erasures knows it. */
  readonly erasureId?: string;
  /** A person by the mark of functions/people/principal.ts: their own id may be an e-mail address. */
  readonly principal?: string;
  readonly byPrincipal?: string;
  readonly channelId?: string;
  readonly messageId?: string;
  readonly code?: string;
  readonly status?: number;
  readonly count?: number;
  readonly failed?: number;
  readonly attempt?: number;
  /** Hash of an anchor of the audit: a copy of it that lies outside the tables. */
  readonly anchor?: string;
  readonly durationMs?: number;
  readonly error?: unknown;
}

/** Structured logger; `with` makes one whose lines all carry the given fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  with(fields: LogFields): Log;
}

export interface LogOptions {
  /** Lines below this level are not written. @default "info" */
  readonly level?: LogLevel;
  /** Takes one line without its line feed. @default standard output */
  readonly write?: (line: string) => void;
  readonly now: () => EpochMs;
}

/** Writes one JSON object a line: time, level, message and fields. */
export function jsonLog(options: LogOptions): Log {
  const { level = "info", write = (line) => process.stdout.write(`${line}\n`), now } = options;
  const lowest = logLevels.indexOf(level);

  function bound(carried: LogFields): Log {
    function line(of: LogLevel, message: string, fields: LogFields = {}): void {
      if (logLevels.indexOf(of) < lowest) return;
      const { error, ...plain } = { ...carried, ...fields };
      const told = error === undefined ? plain : { ...plain, error: describe(error) };
      write(JSON.stringify({ time: new Date(now()).toISOString(), level: of, message, ...told }));
    }
    return {
      debug: (message, fields) => line("debug", message, fields),
      info: (message, fields) => line("info", message, fields),
      warn: (message, fields) => line("warn", message, fields),
      error: (message, fields) => line("error", message, fields),
      with: (fields) => bound({ ...carried, ...fields }),
    };
  }
  return bound({});
}

function describe(error: unknown): { name: string; message: string; code?: unknown; stack?: string; cause?: unknown } {
  if (!(error instanceof Error)) return { name: "thrown", message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...("code" in error ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}
