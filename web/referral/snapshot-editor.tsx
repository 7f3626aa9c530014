import { Fragment, useState } from "react";
import { type SnapshotView, snapshotList, snapshot as snapshotSchema } from "../../contracts/http/referral-papers.ts";
import type { TransferConsentSaid } from "../../contracts/http/transfer-consent.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Check } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { type ConsentDraft, consentDraftOf, consentFaults, consentIn, consentPointers } from "./consent-draft.ts";
import { ConsentFields } from "./consent-fields.tsx";
import { consentWords } from "./consent-words.ts";
import {
  badFollowUps,
  callersFields,
  changeOf,
  type DraftField,
  draftFields,
  draftOf,
  hasPastFollowUp,
  namelessMedicines,
  type SnapshotDraft,
  seenOf,
  unchangedDraft,
  untouched,
} from "./snapshot-draft.ts";
import { SnapshotFieldEditor } from "./snapshot-field-editor.tsx";
import classes from "./snapshot-panel.module.css";
import { snapshotWords } from "./snapshot-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

interface SnapshotEditorProps {
  readonly path: string;
  readonly snapshot: SnapshotView;
  /** It goes with the person on the way back. */
  readonly isBack: boolean;
  /** An emergency left its papers for later, and nobody has said yet that they are complete. */
  readonly isToComplete: boolean;
  /** Who is here adds what they saw, and hands nothing over. */
  readonly isCaller: boolean;
  readonly done: () => void;
  readonly leave: () => void;
}

type Draft = SnapshotDraft & ConsentDraft & { readonly seal: boolean };

/** Completes a hand-over, or puts it right: only what was changed is sent, and bears the name of who changed it. */
export function SnapshotEditor({ path, snapshot, isBack, isToComplete, isCaller, done, leave }: SnapshotEditorProps) {
  const words = useWords(snapshotWords);
  const names = isCaller ? callersFields : draftFields(isBack);
  // What the person saw: it stays, whatever others write meanwhile, until they are told of it.
  const [seen, setSeen] = useState(snapshot);
  const before = consentDraftOf(consentSaidIn(seen));
  const form = useForm<Draft, SnapshotView>({
    initial: { ...draftOf(snapshot), ...before, seal: false },
    pointers: {
      ...Object.fromEntries(names.map((name) => [name, `/change/${name}`])),
      ...consentPointers("/change/consent"),
    },
    check: (draft) => ({
      ...Object.fromEntries(namelessMedicines(draft).map((at) => [`/change/medicines/${at}/name`, missing])),
      ...(badFollowUps(draft) && { "/change/followUps": snapshotWords.zh.badFollowUp }),
      ...(hasPastFollowUp(seen, draft, dateOf(clock.now())) && { "/change/followUps": snapshotWords.zh.pastFollowUp }),
      ...consentFaults(draft, "/change/consent", consentWords.zh.missing),
    }),
    send: async ({ seal, ...draft }) => {
      const isConsentChanged = JSON.stringify(consentIn(draft)) !== JSON.stringify(consentIn(before));
      const change = {
        ...changeOf(seen, draft),
        ...(isConsentChanged && { consent: consentIn(draft) ?? null }),
      };
      const hasChange = Object.keys(change).length > 0;
      const answer = await ask(path, snapshotSchema, {
        clientAt: new Date(clock.now()).toISOString(),
        snapshotId: seen.id,
        ...(hasChange && { change, saw: seenOf(seen, Object.keys(change)) }),
        ...(seal && { seal: true }),
      });
      if (answer.kind === "problem" && answer.problem.kind === "refused" && answer.problem.code === "papers-changed")
        await lookAgain(answer.problem.about, draft);
      return answer;
    },
    done: () => {
      sayRecorded(words.saved);
      done();
    },
  });
  /** What others wrote is taken up, but for what was typed here: that is shown beside it, and is sent the next time. */
  async function lookAgain(id: string | undefined, draft: SnapshotDraft & ConsentDraft): Promise<void> {
    const answer = await ask(path.replace(/papers$/, "snapshots"), snapshotList);
    const now = answer.kind === "answer" ? answer.value.items.find((each) => each.id === id) : undefined;
    if (now === undefined) return;
    setSeen(now);
    const isConsentTouched = JSON.stringify(consentIn(draft)) !== JSON.stringify(consentIn(before));
    form.adopt({
      ...untouched(seen, now, draft),
      ...(!isConsentTouched && consentDraftOf(consentSaidIn(now))),
    });
  }
  return (
    <FormFrame form={form} label={words.snapshot} cancel={leave}>
      {names.map((name) => (
        <Fragment key={name}>
          <SnapshotFieldEditor form={form} name={name} isBack={isBack} />
          {isBack && <Unchanged snapshot={seen} name={name} set={(draft) => form.set(draft as Partial<Draft>)} />}
        </Fragment>
      ))}
      {!isCaller && <ConsentFields form={form} />}
      {!isCaller && (seen.sealedAt === undefined || isToComplete) && (
        <div className={classes.seal}>
          <Check label={words.seal} checked={form.values.seal} change={(seal) => form.set({ seal })} />
          <p className={classes.legend}>{words.sealQuestion}</p>
        </div>
      )}
    </FormFrame>
  );
}

/** One tap says that a list is that of before the referral. */
function Unchanged(props: {
  readonly snapshot: SnapshotView;
  readonly name: DraftField;
  readonly set: (draft: Partial<SnapshotDraft>) => void;
}) {
  const words = useWords(snapshotWords);
  const draft = unchangedDraft(props.snapshot, props.name);
  if (draft === undefined) return null;
  return (
    <div className={classes.seal} data-unchanged={props.name}>
      <Button look="quiet" onClick={() => props.set(draft)}>
        {unchangedWord(props.name, words)}
      </Button>
    </div>
  );
}

function unchangedWord(
  name: DraftField,
  words: Record<"medicinesUnchanged" | "diagnosesUnchanged" | "asBefore", string>,
) {
  if (name === "medicines") return words.medicinesUnchanged;
  return name === "diagnoses" ? words.diagnosesUnchanged : words.asBefore;
}

function consentSaidIn({ fields }: SnapshotView): TransferConsentSaid | undefined {
  return fields.find(({ name }) => name === "consent")?.value as TransferConsentSaid | undefined;
}
