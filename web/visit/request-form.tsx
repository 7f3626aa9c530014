import { useState } from "react";
import { facilityList } from "../../contracts/http/facilities.ts";
import { partnerResidents } from "../../contracts/http/visit-between.ts";
import { type VisitView, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type Answer, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useStays } from "../data/use-board.ts";
import { AreaField, Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { visitWords } from "./visit-words.ts";

type Kind = VisitView["kind"];

interface RequestFormProps {
  readonly residentId: string | undefined;
  readonly alertId: string | undefined;
  readonly referralId: string | undefined;
  readonly done: () => void;
}

/** Asks for a visit to one resident, or for a round to several: then each gets a visit of their own. */
export function RequestForm({ residentId, alertId, referralId, done }: RequestFormProps) {
  const words = useWords(visitWords);
  const me = useMe();
  const residents = useStays().filter(({ facilityId }) => mayOf(me, "visit.request", facilityId));
  const mayOffer = mayOf(me, "visit.offer");
  const partners =
    useAnswer("partner residents", mayOffer ? () => "/api/partner-residents" : undefined, partnerResidents).value
      ?.items ?? [];
  const facilities = useAnswer("facilities", () => "/api/facilities", facilityList).value?.items ?? [];
  const [round, setRound] = useState<ReadonlySet<string>>(new Set());
  // The same request again, after an answer that was not heard, asks for nothing new.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const initial = {
    kind: "contracted-follow-up",
    residentId: residentId ?? "",
    reason: "",
    at: "",
    leadId: "",
    consultedId: "",
  };
  const form = useForm({
    initial,
    send: async (values): Promise<Answer<unknown>> => {
      const ids = values.kind === "ward-round" && round.size > 0 ? [...round] : [values.residentId];
      let answer: Answer<unknown> = { kind: "problem", problem: { kind: "unreachable" } };
      for (const [index, id] of ids.entries()) {
        const common = {
          id: `${requestId}-${index}`,
          kind: values.kind as Kind,
          reason: values.reason,
          ...(values.at !== "" && { scheduledAt: shanghai(values.at) }),
          ...(isAskedOfOther(values.kind) && values.consultedId !== "" && { consultedId: values.consultedId }),
          ...(ids.length > 1 && { roundId: requestId }),
        };
        const isOurs = residents.some((one) => one.id === id);
        const leads = (isOurs ? undefined : partners.find((one) => one.id === id)?.leads) ?? [];
        // Of another house one's own leads: that is what it turned to it for.
        const own = leads.find((lead) => lead.id === values.leadId) ?? leads[0];
        answer =
          own === undefined
            ? await ask("/api/visits", visitSchema, {
                ...common,
                residentId: id,
                ...(values.leadId !== "" && { leadId: values.leadId }),
                ...(alertId !== undefined && { origin: { kind: "alert", alertId } }),
                ...(referralId !== undefined && { origin: { kind: "referral", referralId } }),
              })
            : await ask("/api/visit-offers", visitSchema, { ...common, to: id, leadId: own.id });
        if (answer.kind === "problem") return answer;
      }
      return answer;
    },
    done: () => {
      setRequestId(crypto.randomUUID());
      done();
    },
    pointers: { at: "/scheduledAt" },
  });
  const choices = [
    ...residents.map((one) => ({ value: one.id, label: `${one.name} ${one.bed?.label ?? ""}` })),
    ...partners
      .filter(({ id }) => !residents.some((one) => one.id === id))
      .map(({ id, name, bed = "", facility }) => ({ value: id, label: `${name} ${bed} · ${facility.name}` })),
  ];
  const kinds = Object.entries(words.kinds).map(([value, label]) => ({ value, label }));
  const places = facilities.map(({ id, name }) => ({ value: id, label: name }));
  const isRound = form.values.kind === "ward-round";
  return (
    <FormFrame form={form} label={words.request} submit={words.send}>
      <SelectField form={form} name="kind" label={words.kind} choices={kinds} />
      {isRound && residentId === undefined ? (
        <fieldset>
          <legend>{words.several}</legend>
          {choices.map(({ value, label }) => (
            <Check
              key={value}
              label={label}
              checked={round.has(value)}
              change={(isIn) => setRound(new Set(isIn ? [...round, value] : [...round].filter((id) => id !== value)))}
            />
          ))}
        </fieldset>
      ) : (
        <SelectField form={form} name="residentId" label={words.chooseResident} empty="—" choices={choices} />
      )}
      <TextField form={form} name="at" type="datetime-local" label={words.when} isOptional />
      <SelectField form={form} name="leadId" label={words.lead_} choices={places} empty="—" isOptional />
      {isAskedOfOther(form.values.kind) && (
        <SelectField
          form={form}
          name="consultedId"
          label={form.values.kind === "guidance" ? words.guiding : words.consulted}
          choices={places}
          empty="—"
        />
      )}
      <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
    </FormFrame>
  );
}

/** Of which another house is asked to advise. */
function isAskedOfOther(kind: string): boolean {
  return kind === "remote-consultation" || kind === "guidance";
}

/** What the field shows is Shanghai's clock, wherever the workstation stands. */
export function shanghai(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}
