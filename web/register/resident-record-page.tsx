import { Link, useLocation } from "wouter";
import { type ResidentDetailView, residentDetail } from "../../contracts/http/residents.ts";
import { readAll } from "../data/board-store.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useBoard } from "../data/use-board.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { DischargeLine } from "../resident/discharge-line.tsx";
import { RetentionPanel } from "../retention/retention-panel.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { DischargeForm } from "./discharge-form.tsx";
import { MoveForm } from "./move-form.tsx";
import classes from "./register.module.css";
import { useRegisterSections } from "./register-sections.ts";
import { registerWords } from "./register-words.ts";
import { ResidentForm } from "./resident-form.tsx";

/** One resident's record: changing it, another bed, discharge. */
export function ResidentRecordPage({ id }: { readonly id: string }) {
  const words = useWords(registerWords);
  const { words: general } = useSpeech();
  const sections = useRegisterSections();
  const { county } = useBoard();
  const me = useMe();
  const [, go] = useLocation();
  const path = `/api/residents/${encodeURIComponent(id)}`;
  const asked = useAnswer(path, () => path, residentDetail);
  const resident = asked.value;
  const changed = (sentence: string) => {
    sayRecorded(sentence);
    asked.again();
    void readAll();
  };
  return (
    <OfficePage title={resident === undefined ? words.manage : words.manageWho(resident.name)} sections={sections}>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {resident === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {resident !== undefined && county !== undefined && (
        <>
          <p>
            {resident.discharge === undefined && `${resident.bed?.label ?? general.noBed} · `}
            {general.sexes[resident.sex]} {general.age(resident.age)} ·{" "}
            <Link className={classes.link} href={`/residents/${resident.id}`}>
              {words.page}
            </Link>
          </p>
          {resident.discharge === undefined ? (
            <>
              <Panel heading={words.details}>
                <ResidentForm
                  key={JSON.stringify(versionOf(resident))}
                  facilityId={resident.facilityId}
                  resident={resident}
                  freeBeds={[]}
                  done={() => changed(words.changed(resident.name))}
                />
              </Panel>
              <Panel heading={words.move}>
                <MoveForm
                  key={`${resident.facilityId} ${resident.bed?.id ?? ""}`}
                  resident={resident}
                  county={county}
                  done={() => changed(words.moved(resident.name))}
                />
              </Panel>
              <Panel heading={words.discharge}>
                <p className={classes.muted}>{words.dischargeLead}</p>
                <DischargeForm
                  resident={resident}
                  hasOpenAlerts={[...county.alerts.values()].some(
                    ({ residentId, handling, technical }) =>
                      residentId === resident.id && handling !== "resolved" && !technical,
                  )}
                  done={() => changed(words.discharged(resident.name))}
                />
              </Panel>
            </>
          ) : (
            <DischargeLine discharge={resident.discharge} />
          )}
          {mayOf(me, "retention.read", resident.facilityId) && (
            <RetentionPanel
              key={`retention ${resident.discharge === undefined}`}
              resident={resident}
              erased={() => {
                void readAll();
                go("/residents/manage");
              }}
            />
          )}
        </>
      )}
    </OfficePage>
  );
}

/** What makes the form begin anew: the record as it is now. */
function versionOf({
  name,
  sex,
  birthDate,
  careSetting,
  disabilityLevel,
  allergies,
  contacts,
  advanceWishes,
  familyDoctor,
}: ResidentDetailView) {
  return [name, sex, birthDate, careSetting, disabilityLevel, allergies, contacts, advanceWishes, familyDoctor];
}
