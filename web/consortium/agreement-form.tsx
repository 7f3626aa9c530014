import { type AgreementView, agreement as agreementSchema } from "../../contracts/http/consortium.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { consortiumWords } from "./consortium-words.ts";

const { zh, en } = consortiumWords;
const missing = { zh: zh.missing, en: en.missing };
const another = { zh: zh.another, en: en.another };
const noCover = { zh: zh.chooseCover, en: en.chooseCover };
const minutesRange = { zh: zh.minutesRange, en: en.minutesRange };
const beforeFirst = { zh: zh.beforeFirst, en: en.beforeFirst };
type Cover = AgreementView["covers"][number];
const everyCover = Object.keys(zh.covers) as readonly Cover[];

interface AgreementFormProps {
  /** The one that is to be worded otherwise; absent: a new one. */
  readonly agreement?: AgreementView;
  readonly facilities: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly done: () => void;
  readonly cancel: () => void;
}

interface Terms {
  readonly from: string;
  readonly to: string;
  readonly covers: readonly Cover[];
  readonly validFrom: string;
  readonly validUntil: string;
  readonly usualMinutes: string;
  readonly reason: string;
}

/** Makes an agreement from a day on, or words one otherwise with a reason; what it said before is kept. */
export function AgreementForm({ agreement, facilities, done, cancel }: AgreementFormProps) {
  const words = useWords(consortiumWords);
  const today = dateOf(useNow());
  const initial: Terms = {
    from: agreement?.fromFacilityId ?? "",
    to: agreement?.toFacilityId ?? "",
    covers: agreement?.covers ?? ["up-referral", "down-referral", "green-channel"],
    validFrom: agreement?.validFrom ?? today,
    validUntil: agreement?.validUntil ?? "",
    usualMinutes: agreement?.usualMinutes === undefined ? "" : String(agreement.usualMinutes),
    reason: "",
  };
  const form = useForm({
    initial,
    pointers: { from: "/fromFacilityId", to: "/toFacilityId" },
    check: ({ from, to, covers, validFrom, validUntil, usualMinutes, reason }) => ({
      ...(from === "" && { "/fromFacilityId": missing }),
      ...(to === "" && { "/toFacilityId": missing }),
      ...(to !== "" && to === from && { "/toFacilityId": another }),
      ...(covers.length === 0 && { "/covers": noCover }),
      ...(validFrom === "" && { "/validFrom": missing }),
      ...(validUntil !== "" && validUntil < validFrom && { "/validUntil": beforeFirst }),
      ...(!isMinutes(usualMinutes) && { "/usualMinutes": minutesRange }),
      ...(agreement !== undefined && reason.trim() === "" && { "/reason": missing }),
    }),
    send: ({ from, to, covers, validFrom, validUntil, usualMinutes, reason }) =>
      ask("/api/agreements", agreementSchema, {
        ...(agreement !== undefined && { id: agreement.id, version: agreement.version }),
        fromFacilityId: from,
        toFacilityId: to,
        covers,
        validFrom,
        ...(validUntil !== "" && { validUntil }),
        ...(usualMinutes.trim() !== "" && { usualMinutes: Number(usualMinutes) }),
        ...(reason.trim() !== "" && { reason: reason.trim() }),
      }),
    done,
  });
  const choicesOf = (of: AgreementFormProps["facilities"]) => of.map(({ id, name }) => ({ value: id, label: name }));
  const asking = facilities.filter(({ kind }) => kind !== "external-hospital");
  const label = agreement === undefined ? words.make : words.change;
  return (
    <FormFrame form={form} label={label} submit={label} cancel={cancel}>
      <SelectField form={form} name="from" label={words.asks} choices={choicesOf(asking)} empty="—" />
      <SelectField form={form} name="to" label={words.gives} choices={choicesOf(facilities)} empty="—" />
      <TextField form={form} name="validFrom" label={words.first} type="date" />
      <TextField form={form} name="validUntil" label={words.last} type="date" />
      <TextField
        form={form}
        name="usualMinutes"
        type="number"
        min="1"
        max="1440"
        label={words.usualMinutes}
        hint={words.usualMinutesHint}
      />
      {everyCover.map((cover) => (
        <Check
          key={cover}
          label={words.covers[cover]}
          checked={form.values.covers.includes(cover)}
          change={(isChosen) =>
            form.set({
              covers: isChosen
                ? [...form.values.covers, cover]
                : form.values.covers.filter((chosen) => chosen !== cover),
            })
          }
        />
      ))}
      {agreement !== undefined && <TextField form={form} name="reason" label={words.reason} isWide />}
    </FormFrame>
  );
}

function isMinutes(typed: string): boolean {
  const text = typed.trim();
  return text === "" || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1440);
}
