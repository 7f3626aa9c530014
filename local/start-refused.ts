export type StartRefusal =
  | "data-folder-locked"
  | "data-folder-unreadable"
  | "data-folder-foreign"
  | "data-folder-incomplete"
  | "live-data"
  | "tables-elsewhere"
  | "clock-ahead"
  | "dynamodb-unreachable"
  | "tls-files"
  | "port-taken"
  | "port-forbidden";

/** The box does not start, for a reason that the operator can remove; the message says how. */
export class StartRefusedError extends Error {
  readonly code: StartRefusal;
  constructor(code: StartRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
