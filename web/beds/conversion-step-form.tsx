import { type ConversionView, conversion } from "../../contracts/http/beds.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";

export type ConversionAction = ConversionView["next"][number];

interface StepFormProps {
  readonly path: string;
  readonly item: ConversionView;
  readonly action: ConversionAction;
  readonly done: () => void;
  readonly cancel: () => void;
}

const missing = { zh: bedWords.zh.missing, en: bedWords.en.missing };

/** One step of a conversion, with what it asks for. */
export function ConversionStepForm({ path, item, action, done, cancel }: StepFormProps) {
  const words = useWords(bedWords);
  const now = useNow();
  const isApproval = action === "approve";
  const isBeginning = action === "take-effect";
  const isReview = action === "review";
  const needsConsent = isApproval && !item.isOfEmptyBed;
  const form = useForm({
    initial: {
      reason: "",
      before: "care-fee",
      after: "medical-insurance",
      consentBy: "",
      alarmNote: "",
      cutOn: "",
      reviewOn: "",
    },
    pointers: {
      before: "/approval/payer/before",
      after: "/approval/payer/after",
      consentBy: "/approval/consentBy",
      reviewOn: isReview ? "/reviewAt" : "/approval/reviewAt",
    },
    check: ({ reason, consentBy, reviewOn }) => ({
      ...(isReview && reviewOn === "" && { "/reviewAt": missing }),
      ...(!isBeginning && reason.trim() === "" && { "/reason": missing }),
      ...(needsConsent && consentBy.trim() === "" && { "/approval/consentBy": missing }),
    }),
    send: ({ reason, before, after, consentBy, alarmNote, cutOn, reviewOn }) =>
      ask(`${path}/conversions/advance`, conversion, {
        conversionId: item.id,
        action,
        ...(reason.trim() !== "" && { reason: reason.trim() }),
        ...(isBeginning && alarmNote.trim() !== "" && { alarmNote: alarmNote.trim() }),
        ...(isReview && { reviewAt: morningOf(reviewOn) }),
        ...(isApproval && {
          approval: {
            payer: { before, after },
            settlementCutAt: cutOn === "" ? isoTimeOf(now) : `${cutOn}:00+08:00`,
            ...(reviewOn !== "" && { reviewAt: morningOf(reviewOn) }),
            ...(consentBy.trim() !== "" && { consentBy: consentBy.trim() }),
          },
        }),
      }),
    done,
  });
  const payerOf = (payer: string) => words.payers[payer as keyof typeof words.payers];
  const payers = Object.entries(words.payers).map(([value, label]) => ({ value, label }));
  return (
    <FormFrame form={form} label={words.actions[action]} submit={words.actions[action]} cancel={cancel}>
      {isApproval && (
        <>
          <SelectField form={form} name="before" label={words.payerBefore} choices={payers} />
          <SelectField form={form} name="after" label={words.payerAfter} choices={payers} />
          <p className={classes.effect} data-effect>
            {form.values.before === form.values.after
              ? words.payerSame(payerOf(form.values.before))
              : words.payerEffect(payerOf(form.values.before), payerOf(form.values.after))}
            {item.to === "medical" && form.values.before === "long-term-care-insurance" && ` ${words.payerCare}`}
          </p>
          <TextField form={form} name="cutOn" type="datetime-local" label={words.cutOn} isOptional />
          <TextField form={form} name="reviewOn" type="date" label={words.reviewOn} isOptional />
          {needsConsent && <TextField form={form} name="consentBy" label={words.consent} />}
        </>
      )}
      {isReview && <TextField form={form} name="reviewOn" type="date" label={words.nextReviewOn} />}
      {isBeginning ? (
        <AreaField form={form} name="alarmNote" label={words.alarmNote} rows={2} isOptional isWide />
      ) : (
        <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
      )}
    </FormFrame>
  );
}

/** A review is asked for in the morning of its day. */
function morningOf(date: string): string {
  return `${date}T08:00:00+08:00`;
}
