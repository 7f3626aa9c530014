import { useState } from "react";
import { note } from "../../contracts/http/notes.ts";
import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { snapshotWords } from "./snapshot-words.ts";
import { takenOver } from "./take-over.ts";

interface TakeOverPanelProps {
  readonly referral: ReferralDetailView;
  /** Of the way back. */
  readonly snapshot: SnapshotView;
}

/** Takes what the hospital says into the record of the house that has the person back, in one action. */
export function TakeOverPanel({ referral, snapshot }: TakeOverPanelProps) {
  const words = useWords(snapshotWords);
  const speech = useSpeech();
  const me = useMe();
  const [refusal, setRefusal] = useState<AskProblem>();
  const home = referral.return?.id ?? referral.origin.id;
  const over = takenOver(snapshot);
  if (over === undefined || !mayOf(me, "resident.change", home)) return null;
  const path = `/api/residents/${encodeURIComponent(referral.residentId)}`;

  async function takeOver(): Promise<void> {
    setRefusal(undefined);
    const answers = [
      ...(over?.record === undefined ? [] : [await ask(path, residentDetail, over.record)]),
      ...(over?.note === undefined ? [] : [await ask(`${path}/notes`, note, over.note)]),
    ];
    const refused = answers.find(({ kind }) => kind === "problem");
    if (refused?.kind === "problem") setRefusal(refused.problem);
    else sayRecorded(words.tookOver);
  }

  return (
    <div data-take-over>
      <ConfirmedButton label={words.takeOver} question={words.takeOverAsk} act={() => void takeOver()} />
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </div>
  );
}
