import type { Bilingual } from "../../../contracts/http/fields.ts";
import type { AskProblem } from "../../data/api.ts";

/** What is wrong where: sentences by JSON pointer without its `#`, e.g. `/name` or `/beds/0/label`. */
export type Faults = Readonly<Record<string, Bilingual>>;

/** The faults of an answer (RFC 9457 `errors`); several at one place are said as one. */
export function faultsOf(problem: AskProblem): Faults {
  if (problem.kind !== "refused") return {};
  const faults: Record<string, Bilingual> = {};
  for (const { pointer, messages } of problem.errors ?? []) {
    const at = pointer.replace(/^#/, "");
    const before = faults[at];
    faults[at] =
      before === undefined ? messages : { zh: `${before.zh}；${messages.zh}`, en: `${before.en}; ${messages.en}` };
  }
  return faults;
}

/** The fault of a place: its own, or that of something inside it. */
export function faultAt(faults: Faults, pointer: string): Bilingual | undefined {
  return faults[pointer] ?? Object.entries(faults).find(([at]) => at.startsWith(`${pointer}/`))?.[1];
}

/** Faults at places that the form does not show: nobody may miss them. */
export function faultsElsewhere(faults: Faults, shown: readonly string[]): readonly Bilingual[] {
  const isShown = (at: string) => shown.some((pointer) => at === pointer || at.startsWith(`${pointer}/`));
  return Object.entries(faults).flatMap(([at, sentence]) => (isShown(at) ? [] : [sentence]));
}
