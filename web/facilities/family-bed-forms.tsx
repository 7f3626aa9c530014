import type { BedOnBoard } from "../../contracts/http/beds.ts";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { newBedsOf } from "../register/new-beds.ts";
import { useWords } from "../words/language.tsx";
import { facilityPageWords } from "./facility-page-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };
const { zh, en } = facilityPageWords;
const notYet = { zh: zh.notYet, en: en.notYet };
const labelTaken = { zh: zh.labelTaken, en: en.labelTaken };

interface FormProps {
  /** Of the facility. */
  readonly path: string;
  readonly done: () => void;
  readonly cancel: () => void;
}

/** Sets up a bed at somebody's home 建床. */
export function FamilyBedForm({ path, home, done, cancel }: FormProps & { readonly home: FacilityView }) {
  const words = useWords(facilityPageWords);
  const today = dateOf(useNow());
  const form = useForm({
    initial: { label: "", address: "", establishedOn: today },
    pointers: {
      label: "/addBeds/0/label",
      address: "/addBeds/0/home/address",
      establishedOn: "/addBeds/0/home/establishedOn",
    },
    check: ({ label, address, establishedOn }) => ({
      ...(label.trim() === "" && { "/addBeds/0/label": missing }),
      ...(home.beds.some((bed) => bed.label === label.trim()) && { "/addBeds/0/label": labelTaken }),
      ...(address.trim() === "" && { "/addBeds/0/home/address": missing }),
      ...(establishedOn > today && { "/addBeds/0/home/establishedOn": notYet }),
    }),
    send: ({ label, address, establishedOn }) =>
      ask(path, facility, {
        addBeds: newBedsOf(label, home.beds).map((bed) => ({
          ...bed,
          home: { address: address.trim(), ...(establishedOn !== "" && { establishedOn }) },
        })),
      }),
    done,
  });
  return (
    <FormFrame form={form} label={words.establish} submit={words.establish} cancel={cancel}>
      <TextField form={form} name="label" label={words.bedName} hint={words.bedNameHint} />
      <TextField form={form} name="establishedOn" label={words.establishedOn} type="date" max={today} isOptional />
      <TextField form={form} name="address" label={words.address} hint={words.addressHint} isWide />
    </FormFrame>
  );
}

/** Closes a family bed 撤床: nobody is taken in any more, and it stays in the record. */
export function CloseFamilyBedForm({ path, bed, done, cancel }: FormProps & { readonly bed: BedOnBoard }) {
  const words = useWords(facilityPageWords);
  const today = dateOf(useNow());
  const since = bed.home?.establishedOn ?? "";
  const form = useForm({
    initial: { on: today, reason: "" },
    pointers: { on: "/closeFamilyBeds/0/on", reason: "/closeFamilyBeds/0/reason" },
    check: ({ on, reason }) => ({
      ...(on === "" && { "/closeFamilyBeds/0/on": missing }),
      ...(on > today && { "/closeFamilyBeds/0/on": notYet }),
      ...(on !== "" && on < since && { "/closeFamilyBeds/0/on": { zh: zh.beforeSetUp, en: en.beforeSetUp } }),
      ...(reason.trim() === "" && { "/closeFamilyBeds/0/reason": missing }),
    }),
    send: ({ on, reason }) => ask(path, facility, { closeFamilyBeds: [{ id: bed.id, on, reason: reason.trim() }] }),
    done,
  });
  return (
    <FormFrame form={form} label={words.closeOf(bed.label)} submit={words.close} cancel={cancel}>
      <TextField form={form} name="on" label={words.closedDay} type="date" max={today} />
      <TextField form={form} name="reason" label={words.closeReason} />
    </FormFrame>
  );
}
