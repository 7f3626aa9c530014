import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { type ReferralFiguresView, referralFigures } from "../../contracts/http/referral-figures.ts";
import { referralStateTitles } from "../../contracts/referral-words.ts";
import { clock } from "../data/clock.ts";
import { saveFile } from "../data/save-file.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilities } from "../data/use-board.ts";
import { FacilityChoice, useFacilitiesFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { figuresCsv } from "./figures-csv.ts";
import classes from "./figures-page.module.css";
import { figuresWords } from "./figures-words.ts";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";

const shanghaiMs = 8 * 3_600_000;

function useFigureWords() {
  return { ...useWords(referralWords), ...useWords(figuresWords) };
}

/** A month of referrals in figures, of one house or of all: how long each stage took, what was late, and whose it was. */
export function FiguresPage() {
  const words = useFigureWords();
  const sections = useReferralSections();
  const facilityId = useFacilitiesFor("referral-figures.read");
  return (
    <OfficePage
      title={words.figures}
      lead={words.figuresLead}
      sections={sections}
      aside={<FacilityChoice needs="referral-figures.read" withAll />}
    >
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Figures facilityId={facilityId} />}
    </OfficePage>
  );
}

function Figures({ facilityId }: { readonly facilityId: string }) {
  const words = useFigureWords();
  const { say } = useSpeech();
  const facilities = useFacilities();
  const [month, setMonth] = useState(() => new Date(clock.now() + shanghaiMs).toISOString().slice(0, 7));
  const house = facilityId === "all" ? "" : `&facilityId=${encodeURIComponent(facilityId)}`;
  const path = `/api/referral-figures?month=${month}${house}`;
  const asked = useAnswer(path, /^20\d{2}-\d{2}$/.test(month) ? () => path : undefined, referralFigures);
  const figures = asked.value;

  function exportFigures(of: ReferralFiguresView): void {
    const houseName = facilities?.find(({ id }) => id === facilityId)?.name ?? words.allHouses;
    const name = words.fileOf(houseName.replaceAll(/[\\/:*?"<>|]/g, "_"), of.month);
    saveFile(new Blob([figuresCsv(of, words, say)], { type: "text/csv;charset=utf-8" }), name);
    sayRecorded(words.exported(name));
  }

  return (
    <>
      <div className={classes.bar}>
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
        {figures !== undefined && <Button onClick={() => exportFigures(figures)}>{words.export}</Button>}
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {figures === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {figures !== undefined && <FiguresOf figures={figures} />}
    </>
  );
}

function FiguresOf({ figures }: { readonly figures: ReferralFiguresView }) {
  const words = useFigureWords();
  const { say } = useSpeech();
  const { requested, byDirection, byMode, byPolicy, ended, toDoor, fewestTold } = figures;
  const few = words.few(fewestTold);
  const minutes = (n: number | undefined) => (n === undefined ? few : words.minutesOf(n));
  const timesLate = (n: number | undefined) => (n === undefined ? few : n === 0 ? "0" : <strong>▲ {n}</strong>);
  const facts = [
    { label: words.requested, value: words.casesOf(requested) },
    { label: words.directions.up, value: words.casesOf(byDirection.up) },
    { label: words.directions.down, value: words.casesOf(byDirection.down) },
    { label: words.modes["green-channel"], value: words.casesOf(byMode["green-channel"]) },
    { label: words.byPolicy, value: words.casesOf(byPolicy) },
    ...(["closed", "cancelled", "elsewhere", "died"] as const).map((state) => ({
      label: say(referralStateTitles[state]),
      value: ended === undefined ? few : words.casesOf(ended[state]),
    })),
    ...(toDoor === undefined
      ? []
      : [{ label: `${words.toDoor} · ${words.median}`, value: minutes(toDoor.medianMinutes) }]),
  ];
  const spread = [
    { key: "count", head: words.count, cell: (row: Spread) => String(row.count) },
    { key: "median", head: words.median, cell: (row: Spread) => minutes(row.medianMinutes) },
    { key: "longest", head: words.longest, cell: (row: Spread) => minutes(row.longestMinutes) },
    { key: "late", head: words.lateCount, cell: (row: Spread) => timesLate(row.late) },
  ];
  const isFew =
    ended === undefined || [...figures.byOrigin, ...figures.byDestination].some(({ late }) => late === undefined);
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
        {isFew && requested > 0 && <p>{words.fewHint(fewestTold)}</p>}
      </Panel>
      <ByHouse heading={words.byOrigin} houses={figures.byOrigin} minutes={minutes} timesLate={timesLate} />
      <ByHouse heading={words.byDestination} houses={figures.byDestination} minutes={minutes} timesLate={timesLate} />
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
              { key: "met", head: words.metCount, cell: ({ met }) => (met === undefined ? few : String(met)) },
            ]}
          />
        </Panel>
      )}
      {(figures.cases.length > 0 || requested === 0) && <Cases cases={figures.cases} />}
    </>
  );
}

type Spread = NonNullable<ReferralFiguresView["toDoor"]>;
type House = ReferralFiguresView["byOrigin"][number];

interface ByHouseProps {
  readonly heading: string;
  readonly houses: readonly House[];
  readonly minutes: (n: number | undefined) => string;
  readonly timesLate: (n: number | undefined) => ReactNode;
}

/** The same cases by one of their houses. */
function ByHouse({ heading, houses, minutes, timesLate }: ByHouseProps) {
  const words = useFigureWords();
  return (
    <Panel heading={heading}>
      <DataTable
        label={heading}
        rows={houses}
        keyOf={({ facility }) => facility.id}
        empty={words.none}
        columns={[
          { key: "house", head: words.house, cell: ({ facility }) => facility.name, isName: true },
          { key: "requested", head: words.requested, cell: ({ requested }) => String(requested) },
          { key: "up", head: words.up, cell: ({ up }) => String(up) },
          { key: "down", head: words.down, cell: ({ down }) => String(down) },
          { key: "green", head: words.greenChannel, cell: ({ greenChannel }) => String(greenChannel) },
          { key: "late", head: words.lateCases, cell: ({ late }) => timesLate(late) },
          {
            key: "door",
            head: words.toDoorMedian,
            cell: ({ toDoor }) => (toDoor === undefined ? "—" : minutes(toDoor.medianMinutes)),
          },
        ]}
      />
    </Panel>
  );
}

/** Each case that whoever is here may read. */
function Cases({ cases }: Pick<ReferralFiguresView, "cases">) {
  const words = useFigureWords();
  const { say } = useSpeech();
  return (
    <Panel heading={words.cases}>
      <DataTable
        label={words.cases}
        rows={cases}
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
            cell: ({ toDoorMinutes }) => (toDoorMinutes === undefined ? "—" : words.minutesOf(toDoorMinutes)),
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
  );
}
