import { useState } from "react";
import { partnerResidents, visitOffer } from "../../contracts/http/visit-between.ts";
import { longestRound } from "../../contracts/http/visit-plans.ts";
import { type VisitView, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type Answer, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useStays } from "../data/use-board.ts";
import { AreaField, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { askedHouses, type House, leadingHouses, useWays } from "./houses.ts";
import { ResidentsChoice } from "./residents-choice.tsx";
import { visitWords } from "./visit-words.ts";

type Kind = VisitView["kind"];

/** What one house leads to residents of another. */
const offeredKinds: ReadonlySet<string> = new Set(visitOffer.shape.kind.options);

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
  const ways = useWays();
  const [round, setRound] = useState<readonly string[]>([]);
  // The same request again, after an answer that was not heard, asks for nothing new.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const initial = {
    kind: "contracted-follow-up" as Kind,
    residentId: residentId ?? "",
    reason: "",
    at: "",
    leadId: "",
    consultedId: "",
  };
  const idsOf = (values: { readonly kind: Kind; readonly residentId: string }): readonly string[] =>
    values.kind === "ward-round" && residentId === undefined ? round : [values.residentId].filter((id) => id !== "");
  /** Who may lead, and who may be asked by whoever leads; of residents of another house one's own leads. */
  function housesFor(values: typeof initial) {
    const ids = idsOf(values);
    const homes = residents.filter(({ id }) => ids.includes(id)).map(({ facilityId }) => facilityId);
    const offered = partners.find(({ id }) => ids.includes(id) && homes.length === 0)?.leads;
    const leads = homes.length > 0 ? leadingHouses(ways, values.kind, homes) : (offered ?? []);
    const leadId = leads.some(({ id }) => id === values.leadId) ? values.leadId : "";
    const own = leadId === "" ? (offered?.[0] === undefined ? homes : [offered[0].id]) : [leadId];
    return { leads, leadId, asked: askedHouses(ways, values.kind, own) };
  }
  const form = useForm({
    initial,
    check: (values) => ({
      ...(idsOf(values).length === 0 && { "/residentId": visitWords.zh.residentMissing }),
      ...(values.kind === "guidance" && values.consultedId === "" && { "/consultedId": visitWords.zh.askedMissing }),
    }),
    send: async (values): Promise<Answer<unknown>> => {
      const ids = idsOf(values);
      const { leadId, asked } = housesFor(values);
      const isAsked = isAskedOfOther(values.kind) && asked.some(({ id }) => id === values.consultedId);
      let answer: Answer<unknown> = { kind: "problem", problem: { kind: "unreachable" } };
      for (const [index, id] of ids.entries()) {
        const common = {
          id: `${requestId}-${index}`,
          kind: values.kind,
          reason: values.reason,
          ...(values.at !== "" && { scheduledAt: shanghai(values.at) }),
          ...(isAsked && { consultedId: values.consultedId }),
          ...(ids.length > 1 && { roundId: requestId }),
        };
        const isOurs = residents.some((one) => one.id === id);
        const leads = (isOurs ? undefined : partners.find((one) => one.id === id)?.leads) ?? [];
        // Of another house one's own leads: that is what it turned to it for.
        const own = leads.find((lead) => lead.id === leadId) ?? leads[0];
        answer =
          own === undefined
            ? await ask("/api/visits", visitSchema, {
                ...common,
                residentId: id,
                ...(leadId !== "" && { leadId }),
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
  const isOfOwnAlone = !offeredKinds.has(form.values.kind);
  const choices = [
    ...residents.map((one) => ({ value: one.id, label: `${one.name} ${one.bed?.label ?? ""}` })),
    ...(isOfOwnAlone ? [] : partners)
      .filter(({ id }) => !residents.some((one) => one.id === id))
      .map(({ id, name, bed = "", facility }) => ({ value: id, label: `${name} ${bed} · ${facility.name}` })),
  ];
  const isOfPartner =
    residents.length === 0 ||
    (form.values.residentId !== "" && !residents.some(({ id }) => id === form.values.residentId));
  const kinds = Object.entries(words.kinds)
    .filter(([kind]) => !isOfPartner || offeredKinds.has(kind))
    .map(([value, label]) => ({ value, label }));
  const { leads, asked } = housesFor(form.values);
  const isRound = form.values.kind === "ward-round";
  return (
    <FormFrame form={form} label={words.request} submit={words.send}>
      <SelectField form={form} name="kind" label={words.kind} choices={kinds} />
      {isRound && residentId === undefined ? (
        <ResidentsChoice
          legend={words.several}
          residents={choices.map(({ value, label }) => ({ id: value, label }))}
          chosen={round}
          choose={(ids) => {
            setRound(ids);
            form.set({ residentId: "" });
          }}
          most={longestRound}
          longest={longestRound}
          fault={form.faultOf("residentId")}
        />
      ) : (
        <SelectField form={form} name="residentId" label={words.chooseResident} empty="—" choices={choices} />
      )}
      <TextField form={form} name="at" type="datetime-local" label={words.when} isOptional />
      <SelectField form={form} name="leadId" label={words.lead_} choices={leads.map(asChoice)} empty="—" isOptional />
      {isAskedOfOther(form.values.kind) && (
        <SelectField
          form={form}
          name="consultedId"
          label={form.values.kind === "guidance" ? words.guiding : words.consulted}
          choices={asked.map(asChoice)}
          empty="—"
        />
      )}
      <AreaField form={form} name="reason" label={words.reason} rows={2} isWide />
    </FormFrame>
  );
}

function asChoice({ id, name }: House) {
  return { value: id, label: name };
}

/** Of which another house is asked to advise. */
function isAskedOfOther(kind: string): boolean {
  return kind === "remote-consultation" || kind === "guidance";
}

/** What the field shows is Shanghai's clock, wherever the workstation stands. */
export function shanghai(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}
