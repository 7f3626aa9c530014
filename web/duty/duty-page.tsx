import { useState } from "react";
import { type DutyView, dutyChanges, roster as rosterSchema } from "../../contracts/http/duties.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { useMayHere } from "../data/use-may-here.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { useLabels } from "../office/labels.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Select } from "../parts/form/field.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { dateOf } from "../words/time-words.ts";
import { AddDutyForm, type DutyDraft } from "./add-duty-form.tsx";
import { rosterOf } from "./departments.ts";
import { DepartmentsNow } from "./departments-now.tsx";
import classes from "./duty.module.css";
import { DutyEditor } from "./duty-editor.tsx";
import { useDutySections } from "./duty-sections.ts";
import { dutyWords } from "./duty-words.ts";
import { GapsAhead } from "./gaps-ahead.tsx";
import { Proposals } from "./proposals.tsx";
import { dateText, dayOf, weekOf } from "./week.ts";
import { WeekView } from "./week-view.tsx";

const day = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** The roster of a facility: a week at a time, the gaps of the coming 14 days always in sight. */
export function DutyPage() {
  const words = useWords(dutyWords);
  const sections = useDutySections();
  const facilityId = useOneFacility();
  return (
    <OfficePage title={words.roster} lead={words.rosterLead} sections={sections} aside={<FacilityChoice />}>
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Roster key={facilityId} facilityId={facilityId} />}
    </OfficePage>
  );
}

function Roster({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(dutyWords);
  const labels = useLabels();
  const speech = useSpeech();
  const { language } = speech;
  const mayManage = useMayHere("duty.manage");
  const [monday, setMonday] = useState(() => weekOf(clock.now())[0] ?? 0);
  const [draft, setDraft] = useState<DutyDraft>();
  const [chosen, setChosen] = useState<DutyView>();
  const [refusal, setRefusal] = useState<string>();
  const [department, setDepartment] = useState("");
  const base = `/api/facilities/${encodeURIComponent(facilityId)}/duties`;
  const shown = useAnswer(
    `${base} ${monday}`,
    () => `${base}?from=${encodeURIComponent(iso(monday))}&until=${encodeURIComponent(iso(monday + 7 * day))}`,
    rosterSchema,
  );
  const ahead = useAnswer(`${base} ahead`, () => base, rosterSchema);
  const days = weekOf(monday);

  const changed = (sentence: string) => {
    sayRecorded(sentence);
    setDraft(undefined);
    setChosen(undefined);
    setRefusal(undefined);
    shown.again();
    ahead.again();
  };

  async function copyWeek(): Promise<void> {
    const before = { from: iso(monday - 7 * day), until: iso(monday) };
    const answer = await ask(base, dutyChanges, { do: "copy", ...before, everyDays: 7, times: 1 });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else changed(words.copied(answer.value.items.length));
  }

  const roster = shown.value;
  const rest = ahead.value;
  return (
    <>
      {rest !== undefined && (
        <GapsAhead
          roster={rest}
          {...(mayManage && {
            fill: (gap) => {
              setMonday(weekOf(gap.from)[0] ?? monday);
              setChosen(undefined);
              setDraft({ role: gap.role, from: gap.from, until: Math.min(gap.until, gap.from + 12 * 3_600_000) });
            },
          })}
        />
      )}
      {rest !== undefined && (
        <DepartmentsNow
          roster={rest}
          {...(mayManage && {
            fill: (gap, departmentId) => {
              setMonday(weekOf(gap.from)[0] ?? monday);
              setChosen(undefined);
              setDraft({
                role: gap.role,
                departmentId,
                from: gap.from,
                until: Math.min(gap.until, gap.from + 12 * 3_600_000),
              });
            },
          })}
        />
      )}
      {rest !== undefined && rest.swaps.length > 0 && (
        <Proposals facilityId={facilityId} roster={rest} done={() => changed(words.saved)} />
      )}
      <div className={classes.bar}>
        <Button onClick={() => setMonday(monday - 7 * day)}>{words.previous}</Button>
        <h2 className={classes.week}>{words.week(dateOf(monday, language), dateOf(monday + 6 * day, language))}</h2>
        <Button onClick={() => setMonday(monday + 7 * day)}>{words.next}</Button>
        <Button look="quiet" onClick={() => setMonday(weekOf(clock.now())[0] ?? monday)}>
          {words.thisWeek}
        </Button>
        {roster?.departments !== undefined && (
          <span className={classes.filter}>
            <Select
              aria-label={words.department}
              value={department}
              change={setDepartment}
              empty={words.allDepartments}
              choices={[
                { value: "whole-house", label: words.wholeHouse },
                ...roster.departments.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </span>
        )}
        {mayManage && (
          <span className={classes.tools}>
            <Button onClick={() => void copyWeek()}>{words.copyWeek}</Button>
            <Button
              look="primary"
              onClick={() => {
                setChosen(undefined);
                const midnight = days.includes(dayOf(clock.now())) ? dayOf(clock.now()) : monday;
                const place = department === "" || department === "whole-house" ? {} : { departmentId: department };
                setDraft({ role: "", ...place, from: midnight + 7 * 3_600_000, until: midnight + 15 * 3_600_000 });
              }}
            >
              {words.add}
            </Button>
          </span>
        )}
      </div>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {shown.problem !== undefined && <ProblemNotice problem={shown.problem} again={shown.again} />}
      {draft !== undefined && roster !== undefined && (
        <Panel heading={words.add}>
          <AddDutyForm
            key={`${draft.role} ${draft.departmentId} ${dateText(draft.from)} ${draft.from}`}
            base={base}
            roster={roster}
            draft={draft}
            cancel={() => setDraft(undefined)}
            done={(n) => changed(words.added(n))}
          />
        </Panel>
      )}
      {chosen !== undefined && roster !== undefined && (
        <Panel heading={`${labels.roles[chosen.role]} · ${chosen.person.name}`} key={`${chosen.id} ${chosen.version}`}>
          <DutyEditor
            facilityId={facilityId}
            ahead={rest?.items ?? []}
            duty={chosen}
            roster={roster}
            mayManage={mayManage}
            cancel={() => setChosen(undefined)}
            done={changed}
          />
        </Panel>
      )}
      {roster === undefined && shown.problem === undefined && <PanelSkeleton height={420} />}
      {roster !== undefined && (
        <WeekView
          days={days}
          roster={rosterOf(roster, department)}
          chosenId={chosen?.id}
          choose={(duty) => {
            setDraft(undefined);
            setChosen(duty);
          }}
        />
      )}
    </>
  );
}
