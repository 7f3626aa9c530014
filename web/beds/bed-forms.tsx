import { type BedOnBoard, conversion, heldBed } from "../../contracts/http/beds.ts";
import { arrivals } from "../../contracts/http/referrals.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import { bedWords } from "./bed-words.ts";

interface BedFormProps {
  /** Of the facility's beds and conversions. */
  readonly path: string;
  readonly bed: BedOnBoard;
  readonly done: () => void;
  readonly cancel: () => void;
}

const missing = { zh: bedWords.zh.missing, en: bedWords.en.missing };
const uses = Object.keys(bedWords.zh.uses) as readonly BedOnBoard["use"][];

/** Keeps a free bed for somebody who is to come: for a case that is expected here, or for whom words name. */
export function HoldForm({ path, bed, done, cancel }: BedFormProps) {
  const words = useWords(bedWords);
  const arriving = useArriving(path);
  const form = useForm({
    initial: { referralId: "", minutes: "120", note: "" },
    send: ({ referralId, minutes, note }) =>
      ask(`${path}/beds/hold`, heldBed, {
        bedId: bed.id,
        ...(referralId === ""
          ? { minutes: Number(minutes), ...(note.trim() !== "" && { note: note.trim() }) }
          : { referralId }),
      }),
    done,
  });
  const choices = Object.entries(words.minutes).map(([value, label]) => ({ value, label }));
  return (
    <FormFrame form={form} label={words.holdFor(bed.label)} submit={words.hold} cancel={cancel}>
      {arriving.length > 0 && (
        <SelectField
          form={form}
          name="referralId"
          label={words.forWhom}
          empty={words.forOthers}
          hint={form.values.referralId === "" ? undefined : words.asLongAs}
          choices={arriving}
        />
      )}
      {form.values.referralId === "" && (
        <>
          <SelectField form={form} name="minutes" label={words.howLong} choices={choices} />
          <TextField form={form} name="note" label={words.note} isOptional />
        </>
      )}
    </FormFrame>
  );
}

/** Whom this house expects, or has here without a bed, as choices; nobody where they are not for whoever is here. */
function useArriving(path: string): readonly { readonly value: string; readonly label: string }[] {
  const words = useWords(bedWords);
  const { say, language } = useSpeech();
  const me = useMe();
  const now = useNow();
  const mayRead = mayOf(me, "referral.read", decodeURIComponent(path.split("/").at(-1) ?? ""));
  const { value } = useAnswer(`${path}/arrivals`, mayRead ? () => `${path}/arrivals` : undefined, arrivals);
  const here = value?.here.filter(({ bed, state }) => bed === undefined && state !== "treated") ?? [];
  return [...(value?.expected ?? []), ...here].map(({ id, residentName, stateTitle, expectedAt, bed }) => ({
    value: id,
    label: [
      residentName,
      say(stateTitle),
      ...(expectedAt === undefined ? [] : [words.comes(whenIs(Date.parse(expectedAt), now, language))]),
      ...(bed === undefined ? [] : [words.hasBed(bed.label ?? bed.bedId)]),
    ].join(" · "),
  }));
}

/** Asks for a bed to be used otherwise, for whoever lies there. */
export function ConvertForm({ path, bed, done, cancel }: BedFormProps) {
  const words = useWords(bedWords);
  const others = uses.filter((use) => use !== bed.use);
  const form = useForm({
    initial: { to: bed.use === "medical" ? "care" : "medical", reason: "" },
    check: ({ reason }) => (reason.trim() === "" ? { "/reason": missing } : {}),
    send: ({ to, reason }) => ask(`${path}/conversions`, conversion, { bedId: bed.id, to, reason: reason.trim() }),
    done,
  });
  const choices = others.map((use) => ({ value: use, label: words.uses[use] }));
  return (
    <FormFrame form={form} label={words.convertOf(bed.label)} submit={words.ask} cancel={cancel}>
      <SelectField form={form} name="to" label={words.to} choices={choices} />
      <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
    </FormFrame>
  );
}
