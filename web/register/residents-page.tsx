import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { readAll } from "../data/board-store.ts";
import { clock } from "../data/clock.ts";
import { residentsInOrder, takesNobody } from "../data/county.ts";
import { useBoard, useOneFacility } from "../data/use-board.ts";
import { membershipWords } from "../facilities/membership-words.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { freeBedsOf } from "./free-beds.ts";
import classes from "./register.module.css";
import { useRegisterSections } from "./register-sections.ts";
import { registerWords } from "./register-words.ts";
import { ResidentForm } from "./resident-form.tsx";

/** All residents of a facility, and the registration of new ones. */
export function ResidentsPage() {
  const words = useWords(registerWords);
  const { words: general } = useSpeech();
  const sections = useRegisterSections();
  const membership = useWords(membershipWords);
  const { county } = useBoard();
  const facilityId = useOneFacility();
  const [, go] = useLocation();
  const [isAdding, setIsAdding] = useState(false);
  const [search, setSearch] = useState("");
  if (county === undefined || facilityId === undefined)
    return (
      <OfficePage title={words.residents} sections={sections}>
        <PanelSkeleton height={320} />
      </OfficePage>
    );
  const { closing } = county.facilities.find(({ id }) => id === facilityId) ?? {};
  const isClosed = takesNobody({ closing }, dateOf(clock.now()));
  const residents = residentsInOrder(county, facilityId);
  const looked = search.trim().toLowerCase();
  const shown = residents.filter(({ name, bed }) => `${name} ${bed?.label ?? ""}`.toLowerCase().includes(looked));
  return (
    <OfficePage title={words.residents} lead={words.residentsLead} sections={sections} aside={<FacilityChoice />}>
      <div className={classes.bar}>
        <input
          className={classes.search}
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {isClosed && <strong>▲ {membership.closedSince(closing?.from ?? "")}</strong>}
        {!isAdding && !isClosed && (
          <Button look="primary" onClick={() => setIsAdding(true)}>
            {words.addResident}
          </Button>
        )}
      </div>
      {isAdding && !isClosed && (
        <Panel heading={words.addResident}>
          <ResidentForm
            key={facilityId}
            facilityId={facilityId}
            freeBeds={freeBedsOf(county, facilityId)}
            cancel={() => setIsAdding(false)}
            done={(resident) => {
              sayRecorded(words.registered(resident.name));
              void readAll();
              go(`/residents/manage/${resident.id}`);
            }}
          />
        </Panel>
      )}
      <DataTable<ResidentView>
        label={words.residents}
        rows={shown}
        keyOf={({ id }) => id}
        empty={residents.length === 0 ? words.empty : words.noMatch}
        columns={[
          {
            key: "name",
            head: words.name,
            isName: true,
            cell: ({ id, name }) => (
              <Link className={classes.link} href={`/residents/manage/${id}`}>
                {name}
              </Link>
            ),
          },
          { key: "bed", head: words.bed, cell: ({ bed }) => bed?.label ?? general.noBed },
          {
            key: "person",
            head: words.person,
            cell: ({ sex, age }) => `${general.sexes[sex]} ${general.age(age)}`,
          },
          {
            key: "disability",
            head: words.disability,
            cell: ({ disabilityLevel }) => general.disabilityLevels[disabilityLevel] ?? "",
          },
          {
            key: "devices",
            head: words.deviceCount,
            cell: ({ devices, monitoring }) => `${devices.length} · ${general[monitoring.state]}`,
          },
        ]}
      />
    </OfficePage>
  );
}
