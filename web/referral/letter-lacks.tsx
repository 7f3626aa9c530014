import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import { labelOf, letterNames } from "../../contracts/papers/field-words.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { snapshotWords } from "./snapshot-words.ts";

type Lacking = NonNullable<ReferralView["letterLacks"]>;

/** What the hospital's letter lacks: marked, for both houses. It holds nobody up. */
export function LetterLacks({ lacks }: { readonly lacks: Lacking | undefined }) {
  const words = useWords(snapshotWords);
  const names = useFieldNames();
  if (lacks === undefined || lacks.length === 0) return null;
  return <strong data-letter-lacks={lacks.join(" ")}>▲ {words.letterLacks(names(lacks))}</strong>;
}

/** Beside the steps that lead home: what the letter still has to say, and where it is said. */
export function LetterToWrite({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(snapshotWords);
  const names = useFieldNames();
  const can = referral.can.map((step) => step.do);
  if (can.includes("ready")) return <p data-letter-needs>{words.letterNeeds(names(letterNames))}</p>;
  if (!can.includes("depart-back") || referral.letterLacks === undefined) return null;
  return (
    <p data-letter-needs>
      <LetterLacks lacks={referral.letterLacks} /> <a href="#snapshot">{words.fillIn}</a>
    </p>
  );
}

function useFieldNames(): (fields: readonly Lacking[number][]) => string {
  const { say, language } = useSpeech();
  return (fields) => fields.map((name) => say(labelOf(name, "down"))).join(language === "zh" ? "、" : ", ");
}
