import { consortium } from "../../contracts/http/consortium.ts";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { facilityPageWords } from "./facility-page-words.ts";
import { membershipWords } from "./membership-words.ts";

const { zh, en } = membershipWords;
const missing = { zh: zh.missing, en: en.missing };
const notBeforeToday = { zh: zh.notBeforeToday, en: en.notBeforeToday };
type Membership = NonNullable<FacilityView["memberships"]>[number];

interface ParentPanelProps {
  readonly home: FacilityView;
  readonly all: readonly FacilityView[];
  readonly changed: () => void;
}

/** To whom a facility belongs in the consortium; changed by those who manage it. */
export function ParentPanel({ home, all, changed }: ParentPanelProps) {
  const words = useWords(facilityPageWords);
  const me = useMe();
  const { parentId } = home;
  const known = all.find(({ id }) => id === parentId);
  const today = dateOf(useNow());
  const memberships = home.memberships ?? [];
  const isAsked = memberships.some((one) => all.every(({ id }) => id !== one.parentId));
  // Whoever works below a facility knows it by the consortium only.
  const seen = useAnswer("consortium", isAsked ? () => "/api/consortium" : undefined, consortium);
  const parent = known ?? seen.value?.facilities.find(({ id }) => id === parentId);
  const nameOf = (id: string) =>
    all.find((one) => one.id === id)?.name ??
    seen.value?.memberships.find((one) => one.parentId === id)?.parentName ??
    id;
  return (
    <Panel heading={words.parent}>
      {mayOf(me, "consortium.manage") ? (
        <ParentForm key={`${parentId} ${memberships.length}`} home={home} all={all} changed={changed} today={today} />
      ) : (
        <p>{parentId === undefined ? words.noParent : (parent?.name ?? parentId)}</p>
      )}
      <MembershipHistory memberships={memberships} nameOf={nameOf} today={today} />
    </Panel>
  );
}

interface ParentFormProps extends ParentPanelProps {
  readonly today: string;
}

function ParentForm({ home, all, changed, today }: ParentFormProps) {
  const words = useWords(facilityPageWords);
  const texts = useWords(membershipWords);
  const form = useForm({
    initial: { parentId: home.parentId ?? "", from: today, reason: "" },
    pointers: { from: "/parentFrom", reason: "/parentReason" },
    check: ({ from, reason }) => ({
      ...(from === "" && { "/parentFrom": missing }),
      ...(from !== "" && from < today && { "/parentFrom": notBeforeToday }),
      ...(reason.trim() === "" && { "/parentReason": missing }),
    }),
    send: ({ parentId, from, reason }) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, {
        parentId: parentId === "" ? null : parentId,
        parentFrom: from,
        parentReason: reason.trim(),
      }),
    done: changed,
  });
  const choices = all
    .filter(({ id, kind }) => id !== home.id && kind !== "external-hospital" && kind !== "community")
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormFrame form={form} label={words.parent}>
      <SelectField form={form} name="parentId" label={words.belongsTo} choices={choices} empty={words.noParent} />
      <TextField form={form} name="from" label={texts.from} hint={texts.fromHint} type="date" min={today} />
      <TextField form={form} name="reason" label={texts.reason} />
    </FormFrame>
  );
}

interface HistoryProps {
  readonly memberships: readonly Membership[];
  readonly nameOf: (id: string) => string;
  readonly today: string;
}

/** All memberships, the earliest first; those to come say so. */
function MembershipHistory({ memberships, nameOf, today }: HistoryProps) {
  const texts = useWords(membershipWords);
  if (memberships.length === 0) return null;
  return (
    <ul aria-label={texts.history}>
      {memberships.map(({ parentId, from, until, by, reason, endReason }) => (
        <li key={`${parentId} ${from ?? ""}`}>
          {nameOf(parentId)} {texts.fromTo(from, until)}
          {from !== undefined && from > today && ` · ${texts.planned}`}
          {by !== undefined && ` · ${texts.recordedBy(by)}`}
          {reason !== undefined && ` · ${reason}`}
          {endReason !== undefined && ` · ${texts.endedBecause(endReason)}`}
        </li>
      ))}
    </ul>
  );
}
