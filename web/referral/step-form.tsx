import { useEffect, useRef } from "react";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { clock } from "../data/clock.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { centres } from "./centre-choice.tsx";
import { NeedsGreen } from "./needs-green.tsx";
import { timeMissing } from "./point-words.ts";
import { type ReferralWords, referralWords } from "./referral-words.ts";
import { fieldTime } from "./said-time.ts";
import { type Draft, saidOf } from "./step-draft.ts";
import { BedField, DepartmentField, HouseField, SpokenField } from "./step-fields.tsx";
import { fieldsOf, type PossibleStep } from "./step-order.ts";
import { UrgencyField } from "./urgency-field.tsx";
import { urgencyText } from "./urgency-words.ts";
import type { KnownReferral } from "./use-referral.ts";
import { wayBackWords } from "./way-back-words.ts";

const arrivalMinutes = [10, 20, 30, 45, 60, 90] as const;

interface StepFormProps {
  readonly referral: ReferralDetailView;
  readonly possible: PossibleStep;
  readonly step: KnownReferral["step"];
  readonly leave: () => void;
}

/** What has to be said with a step, and with whom one spoke when it is the other house's. */
export function StepForm({ referral, possible, step, leave }: StepFormProps) {
  const words = useWords(referralWords);
  const own = useWords(urgencyText);
  const back = useWords(wayBackWords);
  const action = possible.do;
  const fields = fieldsOf(action);
  const otherHouse = otherHouseOf(referral, possible.as);
  const form = useForm<Draft, ReferralDetailView>({
    initial: {
      with: possible.byPhone ? otherHouse : "",
      note: "",
      reason: "",
      toFacilityId: "",
      departmentId: fields.includes("department") ? (referral.departmentId ?? "") : "",
      centre: referral.centre ?? "",
      urgency: action === "triage" ? (referral.urgency ?? "") : "",
      appointment: "",
      arrival: fields.includes("arrival") ? "30" : "",
      arrivedAt: fields.includes("arrived") ? fieldTime(clock.now()) : "",
      bedId: action === "admit" ? (referral.bed?.bedId ?? "") : "",
    },
    pointers: { with: "/phone/with", note: "/phone/note", appointment: "/expectedAt" },
    check: ({ reason, toFacilityId, arrivedAt, urgency }) => ({
      ...(fields.includes("urgency") && urgency === "" && { "/urgency": urgencyText.zh.missing }),
      ...(fields.includes("arrived") && arrivedAt === "" && { "/arrivedAt": timeMissing }),
      ...((fields.includes("why") || action === "note" || isDecidedAnew(referral, action, urgency)) &&
        reason.trim() === "" && {
          "/reason": { zh: referralWords.zh.whyMissing.zh, en: referralWords.zh.whyMissing.en },
        }),
      ...(fields.includes("house") && toFacilityId === "" && { "/toFacilityId": referralWords.zh.houseMissing }),
    }),
    send: (draft) => step(saidOf(draft, possible)),
    done: () => {
      sayRecorded(words.recorded(words.actions[action]));
      leave();
    },
  });
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }, []);
  const reasonLabel = reasonLabelOf(possible, words);
  return (
    <div ref={frame} data-step-form={action}>
      <FormFrame form={form} label={words.actions[action]} submit={words.confirm(words.actions[action])} cancel={leave}>
        {possible.byPhone && (
          <>
            <TextField form={form} name="with" label={words.phoneWith} />
            <AreaField form={form} name="note" label={words.phoneNote} rows={2} isOptional isWide />
          </>
        )}
        {(fields.includes("house") || fields.includes("way-back")) && (
          <HouseField form={form} referral={referral} possible={possible} />
        )}
        {fields.includes("urgency") && (
          <UrgencyField
            form={form}
            {...(action === "triage" && referral.urgency === undefined && { hint: own.asAsked })}
          />
        )}
        {fields.includes("department") && <DepartmentField form={form} houseId={referral.destination.id} />}
        {fields.includes("next-department") && <DepartmentField form={form} houseId={form.values.toFacilityId} />}
        {fields.includes("next-department") && <SpokenField form={form} />}
        {fields.includes("centre") && (
          <SelectField
            form={form}
            name="centre"
            label={words.centre}
            isOptional
            empty={words.noCentre}
            choices={centres.map((value) => ({ value, label: words.centres[value] }))}
          />
        )}
        {fields.includes("appointment") && referral.mode === "routine" && (
          <TextField form={form} name="appointment" type="datetime-local" label={words.expectedAt} isOptional />
        )}
        {fields.includes("back-appointment") && (
          <TextField form={form} name="appointment" type="datetime-local" label={back.appointment} isOptional />
        )}
        {fields.includes("arrival") && (
          <SelectField
            form={form}
            name="arrival"
            label={words.arrivalIn}
            empty={words.notKnown}
            choices={arrivalMinutes.map((n) => ({ value: String(n), label: words.minutes(n) }))}
          />
        )}
        {fields.includes("arrived") && (
          <TextField form={form} name="arrivedAt" type="datetime-local" label={words.arrivedAt} />
        )}
        {fields.includes("bed") && !possible.byPhone && (
          <BedField form={form} referral={referral} what={action === "admit" ? "lie" : "keep"} />
        )}
        {reasonLabel !== undefined && (
          <AreaField
            form={form}
            name="reason"
            rows={2}
            isWide
            label={action === "triage" ? own.whyTriage : reasonLabel.label}
            isOptional={reasonLabel.isOptional && !isDecidedAnew(referral, action, form.values.urgency)}
            {...(reasonLabel.hint !== undefined && { hint: reasonLabel.hint })}
          />
        )}
      </FormFrame>
      {action === "triage" && (
        <NeedsGreen
          referral={referral}
          said={{ ...saidOf(form.values, possible), do: "upgrade" }}
          step={step}
          leave={leave}
        />
      )}
    </div>
  );
}

/** Triage says otherwise than whoever asked: then it says why. */
function isDecidedAnew({ urgency }: ReferralDetailView, action: PossibleStep["do"], said: string): boolean {
  return action === "triage" && urgency !== undefined && said !== "" && said !== urgency;
}

function otherHouseOf({ origin, destination, through = [] }: ReferralDetailView, own: string): string {
  return own === destination.id ? (through.at(-1)?.facility ?? origin).name : destination.name;
}

function reasonLabelOf({ do: action }: PossibleStep, words: ReferralWords) {
  const fields = fieldsOf(action);
  const { whyHere } = words;
  if (action === "note") return { label: words.actions.note, isOptional: false, hint: whyHere.note };
  if (fields.includes("transport")) return { label: words.transport, isOptional: true, hint: whyHere.transport };
  if (fields.includes("follow-up")) return { label: words.followUpHow, isOptional: true, hint: whyHere.followUp };
  if (fields.includes("why")) {
    if (action === "elsewhere" || action === "arrive-elsewhere")
      return { label: words.whereBy, isOptional: false, hint: whyHere.elsewhere };
    const hint = action === "decline" ? whyHere.decline : action === "cancel" ? whyHere.cancel : undefined;
    return { label: words.why, isOptional: false, hint };
  }
  return fields.includes("reason") ? { label: words.why, isOptional: true, hint: undefined } : undefined;
}
