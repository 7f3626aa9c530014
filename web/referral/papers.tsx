import { useState } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { type AskProblem, askFile } from "../data/api.ts";
import { saveFile } from "../data/save-file.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./referral-page.module.css";
import { snapshotWords } from "./snapshot-words.ts";

/** The printed forms and the documents for other systems, as far as there is a hand-over of that way. */
export function Papers({ referral }: { readonly referral: ReferralDetailView }) {
  const speech = useSpeech();
  const words = useWords(snapshotWords);
  const [making, setMaking] = useState<string>();
  const [refusal, setRefusal] = useState<AskProblem>();
  const path = `/api/referrals/${encodeURIComponent(referral.id)}`;
  const isBack = referral.snapshots.some(({ occasion }) => occasion === "return");
  const isOut = referral.snapshots.some(({ occasion }) => occasion === "request" || occasion === "departure");
  const isOnward = referral.snapshots.some(({ occasion }) => occasion === "onward");
  const whose = fileNameOf(referral);
  const files = [
    ...(isOut
      ? [
          { label: words.formOut, path: `${path}/form?kind=out`, name: `转出单-${whose}.pdf` },
          { label: words.fhirOut, path: `${path}/fhir?kind=out`, name: `转出单-${whose}.fhir.json` },
        ]
      : []),
    ...(isOnward
      ? [
          { label: words.formOnward, path: `${path}/form?kind=onward`, name: `转院单-${whose}.pdf` },
          { label: words.fhirOnward, path: `${path}/fhir?kind=onward`, name: `转院单-${whose}.fhir.json` },
        ]
      : []),
    ...(isBack
      ? [
          { label: words.formBack, path: `${path}/form?kind=back`, name: `回转单-${whose}.pdf` },
          { label: words.fhirBack, path: `${path}/fhir?kind=back`, name: `回转单-${whose}.fhir.json` },
        ]
      : []),
  ];

  async function fetchFile(file: (typeof files)[number]): Promise<void> {
    setRefusal(undefined);
    setMaking(file.path);
    const answer = await askFile(file.path);
    setMaking(undefined);
    if (answer.kind === "problem") return setRefusal(answer.problem);
    saveFile(answer.value, file.name);
    sayRecorded(words.made(file.name));
  }

  if (files.length === 0) return null;
  return (
    <section className={classes.panel} aria-labelledby="papers">
      <h2 className={classes.heading} id="papers">
        {words.papers}
      </h2>
      <div className={classes.files}>
        {files.map((file) => (
          <Button key={file.path} disabled={making !== undefined} onClick={() => void fetchFile(file)}>
            {making === file.path ? words.making : file.label}
          </Button>
        ))}
      </div>
      {refusal !== undefined && <p role="alert">{problemText(refusal, speech)}</p>}
    </section>
  );
}

/** By whose and from when: on somebody's own disk a file is found by its name, and no address has it. */
function fileNameOf({ residentName, requestedAt }: ReferralDetailView): string {
  const name = residentName.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "").trim();
  return `${name === "" ? "-" : name}-${dateOf(Date.parse(requestedAt)).replaceAll("-", "")}`;
}
