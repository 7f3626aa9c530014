import { consortium } from "../../contracts/http/consortium.ts";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { SelectField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { facilityPageWords } from "./facility-page-words.ts";

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
  const isAsked = parentId !== undefined && known === undefined;
  // Whoever works below a facility knows it by the consortium only.
  const seen = useAnswer("consortium", isAsked ? () => "/api/consortium" : undefined, consortium);
  const parent = known ?? seen.value?.facilities.find(({ id }) => id === parentId);
  return (
    <Panel heading={words.parent}>
      {mayOf(me, "consortium.manage") ? (
        <ParentForm key={parentId} home={home} all={all} changed={changed} />
      ) : (
        <p>{parentId === undefined ? words.noParent : (parent?.name ?? parentId)}</p>
      )}
    </Panel>
  );
}

function ParentForm({ home, all, changed }: ParentPanelProps) {
  const words = useWords(facilityPageWords);
  const form = useForm({
    initial: { parentId: home.parentId ?? "" },
    send: ({ parentId }) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, { parentId: parentId === "" ? null : parentId }),
    done: changed,
  });
  const choices = all
    .filter(({ id, kind }) => id !== home.id && kind !== "external-hospital" && kind !== "community")
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormFrame form={form} label={words.parent}>
      <SelectField form={form} name="parentId" label={words.belongsTo} choices={choices} empty={words.noParent} />
    </FormFrame>
  );
}
