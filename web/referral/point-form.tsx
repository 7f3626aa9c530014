import { useEffect, useRef } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { pointTitles } from "../../contracts/referral-words.ts";
import { clock } from "../data/clock.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { TextField } from "../parts/form/field.tsx";
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
  /** When somebody tapped that it is now, and no answer came. */
  readonly tappedAt: number | undefined;
  /** What stands there is to be taken back: it was not so. */
  readonly isUndone: boolean;
  readonly record: KnownReferral["record"];
  readonly leave: () => void;
}

/** When a moment was; a correction says why, and so does taking it back. */
export function PointForm({ code, recordedAt, tappedAt, isUndone, record, leave }: PointFormProps) {
  const words = useWords(referralWords);
  const own = useWords(pointWords);
  const desk = useWords(deskWords);
  const { say } = useSpeech();
  const isCorrection = recordedAt !== undefined;
  const title = say(pointTitles[code]);
  const preset = recordedAt ?? (beforeHospital.includes(code) ? undefined : (tappedAt ?? clock.now()));
  const form = useForm<{ readonly at: string; readonly reason: string }, ReferralDetailView>({
    initial: { at: preset === undefined ? "" : fieldTime(preset), reason: "" },
    check: ({ at, reason }) => ({
      ...(at === "" && !isUndone && { "/at": timeMissing }),
      ...(isCorrection && reason.trim() === "" && { "/reason": referralWords.zh.whyMissing }),
    }),
    send: ({ at, reason }) => {
      if (isUndone) return record(code, { isUndone: true, reason: reason.trim() });
      const now = clock.now();
      // A correction always says when it was: without, the first record stands.
      if (isCorrection)
        return record(code, { at: saidTime(at, now) ?? new Date(now).toISOString(), reason: reason.trim() });
      const said = saidTime(at, now);
      return record(code, said === undefined ? {} : { at: said });
    },
    done: () => {
      sayRecorded(isUndone ? own.undone(title) : words.recorded(title));
      leave();
    },
  });
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const changed = isCorrection ? own.correctPoint(title) : title;
  const label = isUndone ? own.undoPoint(title) : changed;
  return (
    <div ref={frame} data-point-form={code}>
      <FormFrame form={form} label={label} submit={words.confirm(isUndone ? label : title)} cancel={leave}>
        {!isUndone && (
          <TextField
            form={form}
            name="at"
            type="datetime-local"
            label={`${label} · ${own.when}`}
            {...(isCorrection && { hint: own.oldStays })}
          />
        )}
        {isCorrection && <TextField form={form} name="reason" label={isUndone ? desk.whyUndone : own.whyCorrect} />}
      </FormFrame>
    </div>
  );
}
