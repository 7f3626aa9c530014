import type { Bilingual } from "../contracts/http/fields.ts";
import type { Language } from "../contracts/http/problems.ts";

/**
 * The operator's language: `--lang` anywhere on the command line, else the locale of the terminal as POSIX orders its
 * variables; English unless that is Chinese.
 */
export function languageOfOperator(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const at = commandLine.indexOf("--lang");
  const given = at >= 0 ? commandLine[at + 1] : commandLine.find((word) => word.startsWith("--lang="))?.slice(7);
  const locale = [given, environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find((value) => value);
  return locale?.toLowerCase().startsWith("zh") === true ? "zh" : "en";
}

/** Picks the operator's words. */
export type Say = (text: Bilingual) => string;

export function sayIn(language: Language): Say {
  return (text) => text[language];
}
