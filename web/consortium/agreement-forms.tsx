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
type Cover = AgreementView["covers"][number];
const everyCover = Object.keys(zh.covers) as readonly Cover[];

interface EndFormProps {
  readonly agreement: AgreementView;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** Ends an agreement with today as its last day. */
export function EndAgreementForm({ agreement, done, cancel }: EndFormProps) {
  const words = useWords(consortiumWords);
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim() === "" ? { "/reason": missing } : {}),
    send: ({ reason }) =>
      ask(`/api/agreements/${encodeURIComponent(agreement.id)}/end`, agreementSchema, { reason: reason.trim() }),
    done,
  });
  return (
    <FormFrame form={form} label={words.end} submit={words.end} cancel={cancel}>
      <TextField form={form} name="reason" label={words.reason} />
    </FormFrame>
  );
}

interface MakeFormProps {
  readonly facilities: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly done: () => void;
  readonly cancel: () => void;
}

/** Makes an agreement from a day on. */
export function MakeAgreementForm({ facilities, done, cancel }: MakeFormProps) {
  const words = useWords(consortiumWords);
  const today = dateOf(useNow());
  const initial: { from: string; to: string; covers: readonly Cover[]; validFrom: string; validUntil: string } = {
    from: "",
    to: "",
    covers: ["up-referral", "down-referral", "green-channel"],
    validFrom: today,
    validUntil: "",
  };
  const form = useForm({
    initial,
    pointers: { from: "/fromFacilityId", to: "/toFacilityId" },
    check: ({ from, to, covers, validFrom }) => ({
      ...(from === "" && { "/fromFacilityId": missing }),
      ...(to === "" && { "/toFacilityId": missing }),
      ...(to !== "" && to === from && { "/toFacilityId": another }),
      ...(covers.length === 0 && { "/covers": noCover }),
      ...(validFrom === "" && { "/validFrom": missing }),
    }),
    send: ({ from, to, covers, validFrom, validUntil }) =>
      ask("/api/agreements", agreementSchema, {
        fromFacilityId: from,
        toFacilityId: to,
        covers,
        validFrom,
        ...(validUntil !== "" && { validUntil }),
      }),
    done,
  });
  const choicesOf = (of: MakeFormProps["facilities"]) => of.map(({ id, name }) => ({ value: id, label: name }));
  const asking = facilities.filter(({ kind }) => kind !== "external-hospital");
  return (
    <FormFrame form={form} label={words.make} submit={words.make} cancel={cancel}>
      <SelectField form={form} name="from" label={words.asks} choices={choicesOf(asking)} empty="—" />
      <SelectField form={form} name="to" label={words.gives} choices={choicesOf(facilities)} empty="—" />
      <TextField form={form} name="validFrom" label={words.first} type="date" />
      <TextField form={form} name="validUntil" label={words.last} type="date" />
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
    </FormFrame>
  );
}
