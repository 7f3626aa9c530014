import { useState } from "react";
import { Link } from "wouter";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { readAll } from "../data/board-store.ts";
import { useBoard, useOneFacility } from "../data/use-board.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { AreaField, TextField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { newBedsOf } from "./new-beds.ts";
import classes from "./register.module.css";
import { useRegisterSections } from "./register-sections.ts";
import { registerWords } from "./register-words.ts";

type Bed = FacilityView["beds"][number];
const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

/** The beds of a facility: adding several at once, renaming, giving up those that nobody uses. */
export function BedsPage() {
  const words = useWords(registerWords);
  const sections = useRegisterSections();
  const { county } = useBoard();
  const facilityId = useOneFacility();
  const home = county?.facilities.find(({ id }) => id === facilityId);
  return (
    <OfficePage title={words.beds} lead={words.bedsLead} sections={sections} aside={<FacilityChoice />}>
      {home === undefined || county === undefined ? (
        <PanelSkeleton height={320} />
      ) : (
        <Beds
          key={home.id}
          home={home}
          users={
            new Map(
              [...county.residents.values()].flatMap((resident) =>
                resident.facilityId === home.id && resident.bed ? [[resident.bed.id, resident] as const] : [],
              ),
            )
          }
        />
      )}
    </OfficePage>
  );
}

function Beds({ home, users }: { readonly home: FacilityView; readonly users: ReadonlyMap<string, ResidentView> }) {
  const words = useWords(registerWords);
  const common = useWords(formWords);
  const office = useWords(officeWords);
  const speech = useSpeech();
  const [renaming, setRenaming] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const path = `/api/facilities/${encodeURIComponent(home.id)}`;
  const done = () => {
    sayRecorded(words.bedsSaved);
    setRenaming(undefined);
    void readAll();
  };
  const adding = useForm({
    initial: { labels: "" },
    check: ({ labels }) => (newBedsOf(labels, home.beds).length === 0 ? { "/addBeds": missing } : {}),
    pointers: { labels: "/addBeds" },
    send: ({ labels }) => ask(path, facility, { addBeds: newBedsOf(labels, home.beds) }),
    done: () => {
      adding.reset();
      done();
    },
  });

  async function remove(bed: Bed): Promise<void> {
    setRefusal(undefined);
    const answer = await ask(path, facility, { removeBeds: [bed.id] });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done();
  }

  return (
    <>
      <p>{words.bedsCount(home.beds.length, home.beds.filter(({ id }) => !users.has(id)).length)}</p>
      {refusal !== undefined && (
        <p className={classes.result} role="alert">
          {refusal}
        </p>
      )}
      <DataTable<Bed>
        label={words.beds}
        rows={home.beds}
        keyOf={({ id }) => id}
        empty={words.noBeds}
        columns={[
          {
            key: "label",
            head: words.bedLabel,
            isName: true,
            cell: (bed) =>
              renaming === bed.id ? (
                <RenameForm path={path} bed={bed} done={done} cancel={() => setRenaming(undefined)} />
              ) : (
                bed.label
              ),
          },
          {
            key: "user",
            head: words.whoLies,
            cell: ({ id }) => {
              const user = users.get(id);
              if (user === undefined) return words.free;
              return (
                <Link className={classes.link} href={`/residents/manage/${user.id}`}>
                  {user.name}
                </Link>
              );
            },
          },
          {
            key: "do",
            head: words.manage,
            isBare: true,
            cell: (bed) => (
              <div className={classes.row}>
                {renaming !== bed.id && (
                  <Button aria-label={words.renameBed(bed.label)} onClick={() => setRenaming(bed.id)}>
                    {office.edit}
                  </Button>
                )}
                {!users.has(bed.id) && (
                  <ConfirmedButton
                    label={common.remove}
                    question={words.removeBed(bed.label)}
                    act={() => void remove(bed)}
                  />
                )}
              </div>
            ),
          },
        ]}
      />
      <Panel heading={words.addBeds}>
        <FormFrame form={adding} label={words.addBeds} submit={words.addBeds}>
          <AreaField form={adding} name="labels" label={words.bedLabel} hint={words.addBedsHint} rows={4} isWide />
        </FormFrame>
      </Panel>
    </>
  );
}

interface RenameFormProps {
  readonly path: string;
  readonly bed: Bed;
  readonly done: () => void;
  readonly cancel: () => void;
}

function RenameForm({ path, bed, done, cancel }: RenameFormProps) {
  const words = useWords(registerWords);
  const form = useForm({
    initial: { label: bed.label },
    pointers: { label: "/renameBeds/0/label" },
    check: ({ label }) => (label.trim() === "" ? { "/renameBeds/0/label": missing } : {}),
    send: ({ label }) => ask(path, facility, { renameBeds: [{ id: bed.id, label: label.trim() }] }),
    done,
  });
  return (
    <FormFrame form={form} label={words.renameBed(bed.label)} cancel={cancel}>
      <TextField form={form} name="label" label={words.bedLabel} />
    </FormFrame>
  );
}
