import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { readAll } from "../data/board-store.ts";
import { mayOf, useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useBoard } from "../data/use-board.ts";
import { refreshRosters } from "../inbox/use-roster.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import { RegisterFacilityForm, RenameFacilityForm } from "./facility-forms.tsx";
import { facilityWords } from "./facility-words.ts";
import { OnDuty } from "./on-duty-now.tsx";

const minuteMs = 60_000;

/**
 * The facilities that one may see, with who is on duty; the first page of those who look after facilities and not
 * residents. Operators register new ones, managers rename theirs.
 */
export function FacilitiesPage() {
  const words = useWords(facilityWords);
  const { county, problem } = useBoard();
  const me = useMe();
  const [isAdding, setIsAdding] = useState(false);
  const [renaming, setRenaming] = useState<string>();
  const facilities = county?.facilities;
  const minute = useOnClock((now) => Math.floor(now / minuteMs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    refreshRosters((facilities ?? []).map(({ id }) => id).filter((id) => mayOf(me, "duty.read", id)));
  }, [facilities, me, minute]);
  const mayRegister = mayOf(me, "facility.manage");
  const renamed = facilities?.find(({ id }) => id === renaming);

  function changed(sentence: string): void {
    sayRecorded(sentence);
    setIsAdding(false);
    setRenaming(undefined);
    void readAll();
  }

  return (
    <OfficePage
      title={words.title}
      lead={words.lead}
      aside={
        mayRegister &&
        !isAdding && (
          <Button look="primary" onClick={() => setIsAdding(true)}>
            {words.register}
          </Button>
        )
      }
    >
      {isAdding && (
        <Panel heading={words.register}>
          <p>{words.registerLead}</p>
          <RegisterFacilityForm
            done={({ name }) => changed(words.registered(name))}
            cancel={() => setIsAdding(false)}
          />
        </Panel>
      )}
      {renamed !== undefined && (
        <Panel heading={words.rename(renamed.name)}>
          <RenameFacilityForm
            key={renamed.id}
            home={renamed}
            done={({ name }) => changed(words.renamed(name))}
            cancel={() => setRenaming(undefined)}
          />
        </Panel>
      )}
      {facilities === undefined && problem !== undefined && (
        <ProblemNotice problem={problem} again={() => void readAll()} />
      )}
      {facilities === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {facilities !== undefined && <FacilityTable facilities={facilities} rename={setRenaming} />}
    </OfficePage>
  );
}

interface FacilityTableProps {
  readonly facilities: readonly FacilityView[];
  readonly rename: (id: string) => void;
}

function FacilityTable({ facilities, rename }: FacilityTableProps) {
  const words = useWords(facilityWords);
  const office = useWords(officeWords);
  const { county } = useBoard();
  const me = useMe();
  const livingThere = (id: string) =>
    [...(county?.residents.values() ?? [])].filter(({ facilityId }) => facilityId === id).length;
  const columns: readonly Column<FacilityView>[] = [
    {
      key: "name",
      head: words.name,
      isName: true,
      cell: ({ id, name }) => <Link href={`/facilities/${encodeURIComponent(id)}`}>{name}</Link>,
    },
    { key: "kind", head: words.kind, cell: ({ kind }) => words.kinds[kind] ?? kind },
    { key: "beds", head: words.beds, cell: ({ beds }) => words.bedCount(beds.length) },
    ...(mayOf(me, "resident.read")
      ? [
          {
            key: "residents",
            head: words.residents,
            cell: ({ id }: FacilityView) =>
              mayOf(me, "resident.read", id) ? words.residentCount(livingThere(id)) : "—",
          },
        ]
      : []),
    {
      key: "duty",
      head: words.onDuty,
      cell: ({ id }) => (mayOf(me, "duty.read", id) ? <OnDuty facilityId={id} /> : "—"),
    },
    {
      key: "do",
      head: office.edit,
      isBare: true,
      cell: ({ id, name }) => (
        <>
          {mayOf(me, "duty.read", id) && (
            <Link href="/duty" aria-label={words.seeRoster(name)} onClick={() => officeChoice.choose(id)}>
              {words.roster}
            </Link>
          )}{" "}
          {mayOf(me, "bed.manage", id) && (
            <Button
              aria-label={words.rename(name)}
              onClick={() => {
                rename(id);
                scrollTo({ top: 0 });
              }}
            >
              {office.edit}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable<FacilityView>
      label={words.title}
      rows={facilities}
      keyOf={({ id }) => id}
      empty={mayOf(me, "facility.manage") ? words.none : words.noneYours}
      columns={columns}
    />
  );
}
