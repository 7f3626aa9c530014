import type { Bilingual } from "../contracts/http/fields.ts";
import type { FailureKind } from "./exit-codes.ts";

interface FailureOptions extends ErrorOptions {
  readonly kind?: FailureKind;
  /** Further facts for programs; printed with `--json`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The command did not do what was asked; the message says why and what to do, in one or a few lines. */
export class CommandFailedError extends Error {
  readonly code = "command-failed";
  readonly kind: FailureKind;
  readonly messages: Bilingual;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(messages: Bilingual, options: FailureOptions = {}) {
    super(messages.en, options);
    this.kind = options.kind ?? "refused";
    this.messages = messages;
    this.facts = options.facts ?? {};
  }
}
