import { useState } from "react";
import { Link } from "wouter";
import { type ReferralFiguresView, referralFigures } from "../../contracts/http/referrals.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { FacilityChoice, useFacilityFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./figures-page.module.css";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";

const shanghaiMs = 8 * 3_600_000;

/** A month of referrals in figures: how long each stage took, and what was late. */
export function FiguresPage() {
  const words = useWords(referralWords);
  const sections = useReferralSections();
  const facilityId = useFacilityFor("referral-figures.read");
  return (
    <OfficePage
      title={words.figures}
      lead={words.figuresLead}
      sections={sections}
      aside={<FacilityChoice needs="referral-figures.read" />}
    >
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Figures key={facilityId} facilityId={facilityId} />}
    </OfficePage>
  );
}

function Figures({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(referralWords);
  const [month, setMonth] = useState(() => new Date(clock.now() + shanghaiMs).toISOString().slice(0, 7));
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/referral-figures?month=${month}`;
  const asked = useAnswer(path, /^20\d{2}-\d{2}$/.test(month) ? () => path : undefined, referralFigures);
  return (
    <>
      <Field label={words.month}>
        {(ties) => (
          <input
            {...ties}
            className={`${formClasses.control} ${classes.month}`}
            type="month"
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
          />
        )}
      </Field>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {asked.value === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {asked.value !== undefined && <FiguresOf figures={asked.value} />}
    </>
  );
}

function FiguresOf({ figures }: { readonly figures: ReferralFiguresView }) {
  const words = useWords(referralWords);
  const { say } = useSpeech();
  const { requested, byDirection, byMode, byPolicy, ended, toDoor } = figures;
  const minutes = (n: number) => words.minutesOf(n);
  const facts = [
    { label: words.requested, value: words.casesOf(requested) },
    { label: words.directions.up, value: words.casesOf(byDirection.up) },
    { label: words.directions.down, value: words.casesOf(byDirection.down) },
    { label: words.modes["green-channel"], value: words.casesOf(byMode["green-channel"]) },
    { label: words.byPolicy, value: words.casesOf(byPolicy) },
    { label: say(referralStateTitles.closed), value: words.casesOf(ended.closed) },
    { label: say(referralStateTitles.cancelled), value: words.casesOf(ended.cancelled) },
    { label: say(referralStateTitles.elsewhere), value: words.casesOf(ended.elsewhere) },
    { label: say(referralStateTitles.died), value: words.casesOf(ended.died) },
    ...(toDoor === undefined
      ? []
      : [{ label: `${words.toDoor} · ${words.median}`, value: minutes(toDoor.medianMinutes) }]),
  ];
  const spread = [
    { key: "count", head: words.count, cell: (row: { count: number }) => String(row.count) },
    { key: "median", head: words.median, cell: (row: { medianMinutes: number }) => minutes(row.medianMinutes) },
    { key: "longest", head: words.longest, cell: (row: { longestMinutes: number }) => minutes(row.longestMinutes) },
    {
      key: "late",
      head: words.lateCount,
      cell: (row: { late: number }) => (row.late === 0 ? "0" : <strong>▲ {row.late}</strong>),
    },
  ];
  return (
    <>
      <Panel>
        <dl className={classes.facts}>
          {facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel heading={words.stages}>
        <DataTable
          label={words.stages}
          rows={figures.stages}
          keyOf={({ state }) => state}
          empty={words.none}
          columns={[{ key: "stage", head: words.stage, cell: ({ title }) => say(title), isName: true }, ...spread]}
        />
      </Panel>
      {figures.clocks.length > 0 && (
        <Panel heading={words.clocks}>
          <DataTable
            label={words.clocks}
            rows={figures.clocks}
            keyOf={({ code }) => code}
            empty={words.none}
            columns={[
              { key: "clock", head: words.clocks, cell: ({ title }) => say(title), isName: true },
              ...spread,
              { key: "met", head: words.metCount, cell: ({ met }) => String(met) },
            ]}
          />
        </Panel>
      )}
      <Panel heading={words.cases}>
        <DataTable
          label={words.cases}
          rows={figures.cases}
          keyOf={({ id }) => id}
          empty={words.none}
          columns={[
            {
              key: "at",
              head: words.requestedAt,
              cell: ({ id, requestedAt }) => (
                <Link className={classes.case} href={`/referrals/${encodeURIComponent(id)}`}>
                  <Stamp at={Date.parse(requestedAt)} />
                </Link>
              ),
              isName: true,
            },
            {
              key: "mode",
              head: words.way,
              cell: ({ mode, direction }) => `${words.modes[mode]} · ${words.directions[direction]}`,
            },
            { key: "state", head: words.state, cell: ({ state }) => say(referralStateTitles[state]) },
            {
              key: "door",
              head: words.toDoor,
              cell: ({ toDoorMinutes }) => (toDoorMinutes === undefined ? "—" : minutes(toDoorMinutes)),
            },
            {
              key: "late",
              head: words.lateStages,
              cell: ({ stages }) => {
                const late = stages.filter(({ isLate }) => isLate);
                return late.length === 0 ? "0" : late.map(({ state }) => say(referralStateTitles[state])).join(" / ");
              },
            },
          ]}
        />
      </Panel>
    </>
  );
}
