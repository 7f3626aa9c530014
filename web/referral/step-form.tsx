import { useEffect, useRef } from "react";
import { consortium } from "../../contracts/http/consortium.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { AgreementText } from "./agreement-text.tsx";
import { caseBedWords } from "./case-bed-words.ts";
import { centres } from "./centre-choice.tsx";
import { NeedsGreen } from "./needs-green.tsx";
import { timeMissing } from "./point-words.ts";
import { type ReferralWords, referralWords } from "./referral-words.ts";
import { fieldTime, saidTime } from "./said-time.ts";
import { declinedBy, declinedLast, fieldsOf, type PossibleStep, routeOf } from "./step-order.ts";
import { UrgencyField } from "./urgency-field.tsx";
import { urgencyText } from "./urgency-words.ts";
import { useBedChoices } from "./use-bed-choices.ts";
import type { KnownReferral, StepSaid } from "./use-referral.ts";
import { wayBackWords } from "./way-back-words.ts";

type Urgency = NonNullable<ReferralDetailView["urgency"]>;

const minuteMs = 60_000;
const shanghai = "+08:00";
const arrivalMinutes = [10, 20, 30, 45, 60, 90] as const;

interface StepFormProps {
  readonly referral: ReferralDetailView;
  readonly possible: PossibleStep;
  readonly step: KnownReferral["step"];
  readonly leave: () => void;
}

interface Draft {
  readonly with: string;
  readonly note: string;
  readonly reason: string;
  readonly toFacilityId: string;
  readonly departmentId: string;
  readonly centre: string;
  readonly urgency: string;
  readonly appointment: string;
  readonly arrival: string;
  readonly arrivedAt: string;
  readonly bedId: string;
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

/** What is sent: only what was said. Times are of Asia/Shanghai. */
export function saidOf(draft: Draft, { do: action, as, byPhone }: PossibleStep): StepSaid {
  const text = (value: string) => (value.trim() === "" ? undefined : value.trim());
  const note = text(draft.note);
  const reason = text(draft.reason);
  const minutes = text(draft.arrival);
  const expectedAt =
    draft.appointment !== ""
      ? `${draft.appointment}:00${shanghai}`
      : minutes === undefined
        ? undefined
        : new Date(clock.now() + Number(minutes) * minuteMs).toISOString();
  const arrivedAt = saidTime(draft.arrivedAt, clock.now());
  const fields = fieldsOf(action);
  const isSpoken = byPhone || draft.with.trim() !== "";
  return {
    do: action,
    as,
    ...(isSpoken && { phone: { with: draft.with.trim(), ...(note !== undefined && { note }) } }),
    ...(reason !== undefined && { reason }),
    ...(draft.toFacilityId !== "" && { toFacilityId: draft.toFacilityId }),
    ...((fields.includes("department") || fields.includes("next-department")) &&
      draft.departmentId !== "" && { departmentId: draft.departmentId }),
    ...(fields.includes("centre") && draft.centre !== "" && { centre: draft.centre as (typeof centres)[number] }),
    ...(fields.includes("urgency") && draft.urgency !== "" && { urgency: draft.urgency as Urgency }),
    ...(expectedAt !== undefined && { expectedAt }),
    ...(arrivedAt !== undefined && { arrivedAt }),
    ...(draft.bedId !== "" && { bedId: draft.bedId }),
    ...(action === "admit" && !byPhone && draft.bedId === "" && { bedId: null }),
  };
}

type DraftForm = ReturnType<typeof useForm<Draft, ReferralDetailView>>;

/** Houses to which an agreement opens the way; another one of the case where none is known. */
function HouseField({
  form,
  referral,
  possible,
}: {
  readonly form: DraftForm;
  readonly referral: ReferralDetailView;
  readonly possible: PossibleStep;
}) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const { kind, from, not } = routeOf(referral, possible.do);
  const takesNobody = ({ closing }: { readonly closing?: { readonly from: string } | undefined }) =>
    closing !== undefined && closing.from <= (value?.day ?? "");
  const nameOf = (id: string) => value?.facilities.find((facility) => facility.id === id)?.name ?? id;
  const known = (value?.routes ?? [])
    .filter((route) => route.kind === kind && route.fromFacilityId === from && route.toFacilityId !== not)
    .map((route) => route.toFacilityId);
  // Who does not see the routes of the other house chooses among all hospitals that they know; the service has the last word.
  const others = (value?.facilities ?? [])
    .filter((facility) => /hospital/.test(facility.kind) && facility.id !== not)
    // Whoever stands in the door of one has come, whether it is closed or not.
    .filter((facility) => possible.do === "arrive-elsewhere" || !takesNobody(facility))
    .map((facility) => facility.id);
  const isAnywhere = possible.do === "arrive-elsewhere";
  const isAny = isAnywhere || (known.length === 0 && possible.do === "substitute");
  const outside = (value?.facilities ?? [])
    .filter((facility) => facility.kind === "external-hospital" && facility.id !== not && !takesNobody(facility))
    .map((facility) => facility.id);
  const isOnward = possible.do === "transfer-onward" || possible.do === "transfer-urgent";
  const isWayBack = possible.do === "ready";
  const choices = [...new Set(isAny ? others : isOnward ? [...known, ...outside] : known)].filter(
    (id) => !isWayBack || id !== referral.origin.id,
  );
  return (
    <>
      <SelectField
        form={form}
        name="toFacilityId"
        label={isHomeward(possible.do) ? words.house : words.to}
        empty={isWayBack ? words.homeAgain((referral.return ?? referral.origin).name) : "—"}
        {...(value !== undefined && choices.length === 0 && !isWayBack && { hint: words.noHouse })}
        choices={declinedLast(choices, declinedBy(referral, possible.do)).map(({ id, hasDeclined }) => ({
          value: id,
          label: hasDeclined ? words.hasDeclined(nameOf(id)) : nameOf(id),
        }))}
      />
      {value !== undefined && kind !== undefined && from !== undefined && (
        <AgreementText houses={value} kind={kind} from={from} to={form.values.toFacilityId} />
      )}
    </>
  );
}

/** The house is asked to take somebody back, and is none where they are sent. */
function isHomeward(action: PossibleStep["do"]): boolean {
  return action === "ready" || action === "offer-down";
}

/** An external hospital is asked on the telephone: without an agreement it is a house of the case by what was said there. */
function SpokenField({ form }: { readonly form: DraftForm }) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const isOutside = value?.facilities.find(({ id }) => id === form.values.toFacilityId)?.kind === "external-hospital";
  return isOutside ? <TextField form={form} name="with" label={words.phoneWith} isOptional /> : null;
}

function DepartmentField({ form, houseId }: { readonly form: DraftForm; readonly houseId: string }) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const departments = value?.facilities.find(({ id }) => id === houseId)?.departments ?? [];
  if (departments.length === 0) return null;
  return (
    <SelectField
      form={form}
      name="departmentId"
      label={words.department}
      isOptional
      empty={words.noDepartment}
      choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

interface BedFieldProps {
  readonly form: DraftForm;
  readonly referral: ReferralDetailView;
  /** `keep`: for when they come. `lie`: where they lie from now on. */
  readonly what: "keep" | "lie";
}

/** Which bed of the hospital: the one that is kept for the case, and the free ones; none is a choice too. */
function BedField({ form, referral, what }: BedFieldProps) {
  const words = useWords(caseBedWords);
  const choices = useBedChoices(referral);
  if (choices === undefined || (what === "keep" && choices.length === 0)) return null;
  const lying = referral.bed === undefined ? words.open : words.openFreeing;
  return (
    <SelectField
      form={form}
      name="bedId"
      label={what === "keep" ? words.keep : words.bed}
      isOptional={what === "keep"}
      empty={what === "keep" ? words.notKept : lying}
      choices={choices}
    />
  );
}
