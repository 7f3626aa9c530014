import type { ReferralView } from "../../contracts/http/referrals.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import { snapshotWords } from "./snapshot-words.ts";

/** Until when the papers that an emergency left for later are to be complete, and that they are not in time. */
export function PapersDue({ dueAt }: { readonly dueAt: string | undefined }) {
  const words = useWords(snapshotWords);
  const { language } = useSpeech();
  const now = useNow();
  if (dueAt === undefined) return null;
  const due = Date.parse(dueAt);
  const when = whenIs(due, now, language);
  return now > due ? (
    <strong data-papers-due="late">▲ {words.papersOverdue(when)}</strong>
  ) : (
    <span data-papers-due="open">{words.papersDue(when)}</span>
  );
}

/** Of a case that is not over. */
export function papersDueOf({ retrospective, closedAt }: ReferralView): string | undefined {
  return closedAt === undefined ? retrospective?.dueAt : undefined;
}
