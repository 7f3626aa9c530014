import { useEffect, useRef } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { pointTitles } from "../../contracts/referral-words.ts";
import { clock } from "../data/clock.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Check, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { deskWords } from "./desk-words.ts";
import { pointWords, timeMissing } from "./point-words.ts";
import { referralWords } from "./referral-words.ts";
import { fieldTime, saidTime } from "./said-time.ts";
import type { KnownReferral } from "./use-referral.ts";

export type Point = ReferralDetailView["timePoints"][number]["code"];

/** What was before the hospital is never now: whoever records it says when it was. */
export const beforeHospital: readonly Point[] = ["first-door", "last-known-well", "first-medical-contact"];

interface PointFormProps {
  readonly code: Point;
  /** What stands there, where that is to be corrected. */
  readonly recordedAt: number | undefined;
  readonly record: KnownReferral["record"];
  readonly leave: () => void;
}

/** When a moment was: now unless another time is said; a correction says why. */
export function PointForm({ code, recordedAt, record, leave }: PointFormProps) {
  const words = useWords(referralWords);
  const own = useWords(pointWords);
  const desk = useWords(deskWords);
  const { say } = useSpeech();
  const isCorrection = recordedAt !== undefined;
  // The door is known of the case: it has another time, but it was.
  const mayUndo = isCorrection && code !== "door";
  const title = say(pointTitles[code]);
  const preset = recordedAt ?? (beforeHospital.includes(code) ? undefined : clock.now());
  const form = useForm<
    { readonly at: string; readonly reason: string; readonly isUndone: boolean },
    ReferralDetailView
  >({
    initial: { at: preset === undefined ? "" : fieldTime(preset), reason: "", isUndone: false },
    check: ({ at, reason, isUndone }) => ({
      ...(at === "" && !isUndone && { "/at": timeMissing }),
      ...(isCorrection && reason.trim() === "" && { "/reason": referralWords.zh.whyMissing }),
    }),
    send: ({ at, reason, isUndone }) => {
      if (isUndone) return record(code, { isUndone: true, reason: reason.trim() });
      const now = clock.now();
      // A correction always says when it was: without, the first record stands.
      if (isCorrection)
        return record(code, { at: saidTime(at, now) ?? new Date(now).toISOString(), reason: reason.trim() });
      const said = saidTime(at, now);
      return record(code, said === undefined ? {} : { at: said });
    },
    done: () => {
      sayRecorded(words.recorded(title));
      leave();
    },
  });
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const label = isCorrection ? own.correctPoint(title) : title;
  return (
    <div ref={frame} data-point-form={code}>
      <FormFrame form={form} label={label} submit={words.confirm(title)} cancel={leave}>
        {!form.values.isUndone && (
          <TextField
            form={form}
            name="at"
            type="datetime-local"
            label={`${label} · ${own.when}`}
            {...(isCorrection && { hint: own.oldStays })}
          />
        )}
        {isCorrection && (
          <>
            <TextField form={form} name="reason" label={form.values.isUndone ? desk.whyUndone : own.whyCorrect} />
            {mayUndo && (
              <Check
                label={desk.noMoment}
                checked={form.values.isUndone}
                change={(isUndone) => form.set({ isUndone })}
              />
            )}
          </>
        )}
      </FormFrame>
    </div>
  );
}
