import type { Bilingual } from "../../contracts/http/fields.ts";
import { type PersonView, person as personSchema } from "../../contracts/http/people.ts";
import { ask } from "../data/api.ts";
import { residentsInOrder } from "../data/county.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useBoard } from "../data/use-board.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { phoneOf } from "../parts/form/phone.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { faultsOfLicence, licenceOf, siteRowsOf } from "./licence-fields.ts";
import { peopleWords } from "./people-words.ts";
import { faultyIn, type RelationRow, RelationRows, relationsOf } from "./relation-rows.tsx";
import { missingIn, type RoleRow, RoleRows, rolesOf } from "./role-rows.tsx";
import { SiteRows } from "./site-rows.tsx";

const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };
const twice: Bilingual = { zh: peopleWords.zh.twice, en: peopleWords.en.twice };
const notAPhone: Bilingual = { zh: formWords.zh.notAPhone, en: formWords.en.notAPhone };
const notAnEmail: Bilingual = { zh: formWords.zh.notAnEmail, en: formWords.en.notAnEmail };

interface PersonFormProps {
  /** Absent: somebody new. */
  readonly person?: PersonView;
  readonly done: (person: PersonView) => void;
  readonly cancel: () => void;
}

/** Somebody's name, roles, relatives and reach, as far as the reader may change them. */
export function PersonForm({ person, done, cancel }: PersonFormProps) {
  const words = useWords(peopleWords);
  const me = useMe();
  const { county } = useBoard();
  const isOperator = mayOf(me, "channel.manage");
  const isSelf = me.kind === "known" && me.me.id === person?.id;
  const facilities =
    me.kind === "known"
      ? me.me.facilities.filter(({ may }) => may.includes("person.manage"))
      : (county?.facilities ?? []);
  const roles: readonly RoleRow[] =
    person === undefined
      ? [{ role: "", facilityId: facilities.length === 1 ? (facilities[0]?.id ?? "") : "" }]
      : person.roles.map(({ role, facilityId = "" }) => ({ role, facilityId }));
  const relations: readonly RelationRow[] = (person?.relations ?? []).map(({ residentId, relation }) => ({
    residentId,
    relation,
  }));
  const mayManage = new Set(facilities.map(({ id }) => id));
  const residents =
    county === undefined
      ? []
      : residentsInOrder(county)
          .filter(({ facilityId }) => mayManage.has(facilityId))
          .map(({ id, name, bed }) => ({ id, label: bed === undefined ? name : `${name} · ${bed.label}` }));
  const form = useForm({
    initial: {
      id: "",
      name: person?.name ?? "",
      roles,
      relations,
      phone: person?.reach.phone ?? "",
      email: person?.reach.email ?? "",
      language: person?.reach.language ?? ("zh" as string),
      licence: person?.licence?.number ?? "",
      licensedSince: person?.licence?.since ?? "",
      practisesAt: siteRowsOf(person?.licence),
    },
    check: (values) => ({
      ...(person === undefined && values.id.trim() === "" && { "/id": missing }),
      ...(values.name.trim() === "" && { "/name": missing }),
      ...(values.phone.trim() !== "" && !/^\+[1-9]\d{6,14}$/.test(phoneOf(values.phone)) && { "/phone": notAPhone }),
      ...(values.email.trim() !== "" &&
        !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim()) && { "/email": notAnEmail }),
      ...faultsOfLicence(values),
      ...Object.fromEntries(missingIn(values.roles).map((at) => [at, missing])),
      ...Object.fromEntries(faultyIn(values.relations).missing.map((at) => [at, missing])),
      ...Object.fromEntries(faultyIn(values.relations).twice.map((at) => [at, twice])),
    }),
    send: (values) => {
      const phone = values.phone.trim();
      const email = values.email.trim();
      if (person === undefined)
        return ask("/api/people", personSchema, {
          id: values.id.trim(),
          name: values.name.trim(),
          roles: rolesOf(values.roles),
          relations: relationsOf(values.relations),
          language: values.language,
          ...(phone !== "" && { phone: phoneOf(phone) }),
          ...(email !== "" && { email }),
          ...licenceOf(values, undefined),
        });
      return ask(`/api/people/${encodeURIComponent(person.id)}`, personSchema, {
        version: person.version,
        ...(values.name.trim() !== person.name && { name: values.name.trim() }),
        ...(JSON.stringify(values.roles) !== JSON.stringify(roles) && { roles: rolesOf(values.roles) }),
        ...(JSON.stringify(values.relations) !== JSON.stringify(relations) && {
          relations: relationsOf(values.relations),
        }),
        ...(phone !== (person.reach.phone ?? "") && { phone: phone === "" ? null : phoneOf(phone) }),
        ...(email !== (person.reach.email ?? "") && { email: email === "" ? null : email }),
        ...licenceOf(values, person.licence),
        ...(values.language !== person.reach.language && { language: values.language }),
      });
    },
    done,
    pointers: { licence: "/licence/number", licensedSince: "/licence/since", practisesAt: "/licence/practisesAt" },
  });
  return (
    <FormFrame form={form} label={person?.name ?? words.add} cancel={cancel}>
      {person === undefined && <TextField form={form} name="id" label={words.subject} hint={words.subjectHint} />}
      <TextField form={form} name="name" label={words.name} />
      <TextField form={form} name="phone" type="tel" label={words.phone} hint={words.phoneHint} isOptional />
      <TextField form={form} name="email" type="email" label={words.email} isOptional />
      <SelectField
        form={form}
        name="language"
        label={words.language}
        choices={(["zh", "en"] as const).map((value) => ({ value, label: words.languages[value] }))}
      />
      {isSelf ? (
        <p>{words.self}</p>
      ) : (
        <>
          <TextField form={form} name="licence" label={words.licence} hint={words.licenceHint} isOptional />
          <TextField form={form} name="licensedSince" type="date" label={words.licensedSince} isOptional />
          <SiteRows
            rows={form.values.practisesAt}
            change={(next) => form.set({ practisesAt: next })}
            faults={form.faults}
            facilities={facilities}
          />
          <RoleRows
            rows={form.values.roles}
            change={(next) => form.set({ roles: next })}
            faults={form.faults}
            facilities={facilities}
            isOperator={isOperator}
          />
          <RelationRows
            rows={form.values.relations}
            change={(next) => form.set({ relations: next })}
            faults={form.faults}
            residents={residents}
          />
        </>
      )}
    </FormFrame>
  );
}
