import type { Bilingual } from "../contracts/http/fields.ts";
import type { Language } from "../contracts/http/problems.ts";
import { exitCodeMeanings, type Outcome } from "./exit-codes.ts";
import { sayIn } from "./language.ts";
import { type Progress, progressOn } from "./progress.ts";

/** Where a command speaks: its answer on standard output, everything else on standard error. */
export interface Terminal {
  readonly language: Language;
  /** Whether the answer is to be one JSON document. */
  readonly json: boolean;
  say(text: Bilingual): string;
  /**
   * Prints the answer: `data` with `--json`, else the words. A command answers once. `findings` ends the program with
   * the exit code of that name.
   */
  answer(data: unknown, words: string | Bilingual, outcome?: Extract<Outcome, "done" | "findings">): void;
  /** A remark that does not disturb who reads the output. */
  warn(text: string | Bilingual): void;
  progress(what: Bilingual, total: number): Progress;
}

/** The streams and the end of a process; tests bring their own. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
  readonly isInteractive: boolean;
  /** Says how the program will have ended; the last word counts. */
  end(outcome: Outcome): void;
}

export function newTerminal(options: {
  readonly language: Language;
  readonly json: boolean;
  readonly streams: Streams;
}): Terminal {
  const { language, json, streams } = options;
  const say = sayIn(language);
  const words = (text: string | Bilingual): string => (typeof text === "string" ? text : say(text));
  return {
    language,
    json,
    say,
    answer(data, text, outcome = "done") {
      streams.out(`${json ? JSON.stringify(data) : words(text)}\n`);
      streams.end(outcome);
    },
    warn: (text) => streams.err(`anhu: ${words(text)}\n`),
    progress: (what, total) => progressOn(streams.isInteractive, say(what), total, say(exitCodeMeanings.interrupted)),
  };
}
