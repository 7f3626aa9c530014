import { Link, useLocation } from "wouter";
import { type OpeningOutcome, openingOutcome } from "../../contracts/http/openings.ts";
import { ask } from "../data/api.ts";
import { useFacilities } from "../data/use-board.ts";
import { FacilityChoice, useFacilityFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";
import { noReason, ReasonFields, reasonFaults, reasonOf, reasonPointers } from "./reason-fields.tsx";
import { useOwnOpenings } from "./use-own-openings.ts";
import { OpeningWarning } from "./warning.tsx";

/** For the doctor on duty: the record of somebody who came without a case, by who they exactly are. */
export function OpenRecordPage() {
  const words = useWords(openingWords);
  const facilityId = useFacilityFor("record.open-on-duty");
  const house = useFacilities()?.find(({ id }) => id === facilityId);
  const takes = house?.kind === "county-hospital" || house?.kind === "township-health-centre";
  return (
    <OfficePage
      title={words.onDutyTitle}
      lead={words.onDutyLead}
      aside={<FacilityChoice needs="record.open-on-duty" />}
    >
      <OwnOpenings />
      {house !== undefined && !takes && <p>{words.notHere}</p>}
      {house !== undefined && takes && (
        <Panel heading={words.open}>
          <OpeningWarning />
          <OnDutyForm key={house.id} houseId={house.id} />
        </Panel>
      )}
    </OfficePage>
  );
}

const nobody = { ...noReason, by: "identity-number", identityNumber: "", name: "", birthDate: "" };

function OnDutyForm({ houseId }: { readonly houseId: string }) {
  const words = useWords(openingWords);
  const [, navigate] = useLocation();
  const form = useForm<typeof nobody, OpeningOutcome>({
    initial: nobody,
    pointers: {
      ...reasonPointers,
      identityNumber: "/said/identityNumber",
      name: "/said/name",
      birthDate: "/said/birthDate",
    },
    check: (draft) => ({ ...missingOf(draft), ...reasonFaults(draft) }),
    send: (draft) =>
      ask(`/api/facilities/${encodeURIComponent(houseId)}/openings`, openingOutcome, {
        said: saidOf(draft),
        ...reasonOf(draft),
      }),
    done: ({ outcome, residentId }) => {
      sayRecorded(outcome === "may-read" ? words.mayRead : words.opened);
      navigate(`/residents/${encodeURIComponent(residentId)}`);
    },
  });
  const ways = [
    { value: "identity-number", label: words.byNumber },
    { value: "name-and-birth-date", label: words.byName },
  ];
  return (
    <FormFrame form={form} label={words.open} submit={words.openNow}>
      <SelectField form={form} name="by" label={words.who} hint={words.exact} choices={ways} isWide />
      {form.values.by === "identity-number" ? (
        <TextField form={form} name="identityNumber" label={words.number} isWide />
      ) : (
        <>
          <TextField form={form} name="name" label={words.name} />
          <TextField form={form} name="birthDate" type="date" label={words.birthDate} />
        </>
      )}
      <ReasonFields form={form} />
    </FormFrame>
  );
}

function saidOf({ by, identityNumber, name, birthDate }: typeof nobody) {
  return by === "identity-number" ? { by, identityNumber } : { by, name, birthDate };
}

function missingOf({ by, identityNumber, name, birthDate }: typeof nobody) {
  const { missing } = openingWords.zh;
  if (by === "identity-number") return identityNumber.trim() === "" ? { "/said/identityNumber": missing } : {};
  return {
    ...(name.trim() === "" && { "/said/name": missing }),
    ...(birthDate === "" && { "/said/birthDate": missing }),
  };
}

function OwnOpenings() {
  const words = useWords(openingWords);
  const { language } = useSpeech();
  const now = useNow();
  const { value } = useOwnOpenings(true);
  const open = (value?.items ?? []).filter(({ isOpen }) => isOpen);
  if (open.length === 0) return null;
  return (
    <Panel heading={words.ownTitle}>
      <ul className={classes.list}>
        {open.map(({ id, resident, facility, until }) => (
          <li key={id} className={classes.facts}>
            <strong>{resident.name}</strong>
            <span>{facility.name}</span>
            <span>{words.until(whenIs(Date.parse(until), now, language))}</span>
            <Link className={classes.toCase} href={`/residents/${encodeURIComponent(resident.id)}`}>
              {words.toRecord}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
