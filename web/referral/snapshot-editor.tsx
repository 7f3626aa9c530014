import { useState } from "react";
import { type SnapshotView, snapshot as snapshotSchema } from "../../contracts/http/referral-papers.ts";
import type { TransferConsentSaid } from "../../contracts/http/transfer-consent.ts";
import { fieldWords } from "../../contracts/papers/field-words.ts";
import { ask } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { AreaField, Check, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { type ConsentDraft, consentDraftOf, consentFaults, consentIn, consentPointers } from "./consent-draft.ts";
import { ConsentFields } from "./consent-fields.tsx";
import { consentWords } from "./consent-words.ts";
import { referralWords } from "./referral-words.ts";
import {
  badFollowUps,
  changeOf,
  type DraftField,
  draftFields,
  draftOf,
  kindOf,
  type SnapshotDraft,
} from "./snapshot-draft.ts";
import classes from "./snapshot-panel.module.css";

interface SnapshotEditorProps {
  readonly path: string;
  readonly snapshot: SnapshotView;
  /** It goes with the person on the way back. */
  readonly isBack: boolean;
  readonly done: () => void;
  readonly leave: () => void;
}

type Draft = SnapshotDraft & ConsentDraft & { readonly seal: boolean };

/** Completes a hand-over, or puts it right: only what was changed is sent, and bears the name of who changed it. */
export function SnapshotEditor({ path, snapshot, isBack, done, leave }: SnapshotEditorProps) {
  const words = useWords(referralWords);
  const { say } = useSpeech();
  const names = draftFields(isBack);
  const [before] = useState(() => consentDraftOf(consentSaidIn(snapshot)));
  const form = useForm<Draft, SnapshotView>({
    initial: { ...draftOf(snapshot), ...before, seal: false },
    pointers: {
      ...Object.fromEntries(names.map((name) => [name, `/change/${name}`])),
      ...consentPointers("/change/consent"),
    },
    check: (draft) => ({
      ...(badFollowUps(draft) && { "/change/followUps": referralWords.zh.badFollowUp }),
      ...consentFaults(draft, "/change/consent", consentWords.zh.missing),
    }),
    send: ({ seal, ...draft }) => {
      const isConsentChanged = JSON.stringify(consentIn(draft)) !== JSON.stringify(consentIn(before));
      const change = {
        ...changeOf(snapshot, draft),
        ...(isConsentChanged && { consent: consentIn(draft) ?? null }),
      };
      const hasChange = Object.keys(change).length > 0;
      return ask(path, snapshotSchema, {
        snapshotId: snapshot.id,
        ...(hasChange && { change }),
        ...(seal && { seal: true }),
      });
    },
    done: () => {
      sayRecorded(words.saved);
      done();
    },
  });
  const hintOf = (name: DraftField) => {
    const kind = kindOf(name);
    if (kind === "medicines") return words.medicineLines;
    if (kind === "follow-ups") return words.followUpLines;
    return kind === "lines" || kind === "diagnoses" ? words.onePerLine : undefined;
  };
  return (
    <FormFrame form={form} label={words.snapshot} cancel={leave}>
      {names.map((name) => {
        const hint = hintOf(name);
        const label = say(fieldWords[name]);
        return kindOf(name) === "line" ? (
          <TextField key={name} form={form} name={name} label={label} isOptional />
        ) : (
          <AreaField
            key={name}
            form={form}
            name={name}
            label={label}
            rows={2}
            isWide
            isOptional
            {...(hint !== undefined && { hint })}
          />
        );
      })}
      <ConsentFields form={form} />
      {snapshot.sealedAt === undefined && (
        <div className={classes.seal}>
          <Check label={words.seal} checked={form.values.seal} change={(seal) => form.set({ seal })} />
          <p className={classes.legend}>{words.sealQuestion}</p>
        </div>
      )}
    </FormFrame>
  );
}

function consentSaidIn({ fields }: SnapshotView): TransferConsentSaid | undefined {
  return fields.find(({ name }) => name === "consent")?.value as TransferConsentSaid | undefined;
}
