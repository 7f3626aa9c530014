import { Link } from "wouter";
import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import { referralStateTitles, urgencyWords } from "../../contracts/referral-words.ts";
import { Panel } from "../office/office-page.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { type MeasureKey, measureKeys, measureOf } from "./figure-measures.ts";
import classes from "./figures-page.module.css";
import { figuresWords, percent } from "./figures-words.ts";
import { referralWords } from "./referral-words.ts";

/** The words of the page. */
export function useFigureWords() {
  return { ...useWords(referralWords), ...useWords(figuresWords) };
}

type Words = ReturnType<typeof useFigureWords>;
type Spread = NonNullable<ReferralFiguresView["toDoor"]>;
type House = ReferralFiguresView["byOrigin"][number];

/** What there is none of, or what is not told of a few. */
const nothing = "—";

function timesLate(n: number | undefined) {
  return n === undefined ? nothing : n === 0 ? "0" : <strong>▲ {n}</strong>;
}

function measureText(figures: Parameters<typeof measureOf>[0], key: MeasureKey, words: Words): string {
  const measure = measureOf(figures, key);
  if (measure === undefined) return nothing;
  if (measure.unit === "percent") return words.shareOf(measure.count, measure.cases);
  return measure.unit === "days" ? words.days(measure.value) : words.minutesOf(measure.value);
}

/** The figures of a month, table by table. */
export function FiguresOf({ figures }: { readonly figures: ReferralFiguresView }) {
  const words = useFigureWords();
  const { say } = useSpeech();
  const { requested, byDirection, byMode, byPolicy, ended, toDoor, fewestTold } = figures;
  const few = words.few(fewestTold);
  const cases = (n: number | undefined) => (n === undefined ? few : words.casesOf(n));
  const facts = [
    { label: words.requested, value: cases(requested) },
    { label: words.directions.up, value: cases(byDirection?.up) },
    { label: words.directions.down, value: cases(byDirection?.down) },
    { label: words.modes["green-channel"], value: cases(byMode?.["green-channel"]) },
    { label: words.byPolicy, value: cases(byPolicy) },
    ...(["closed", "cancelled", "elsewhere", "died"] as const).map((state) => ({
      label: say(referralStateTitles[state]),
      value: cases(ended?.[state]),
    })),
    ...(toDoor === undefined
      ? []
      : [{ label: `${words.toDoor} · ${words.median}`, value: words.minutesOf(toDoor.medianMinutes) }]),
  ];
  const spread = [
    { key: "count", head: words.count, cell: (row: Spread) => String(row.count) },
    { key: "median", head: words.median, cell: (row: Spread) => words.minutesOf(row.medianMinutes) },
    {
      key: "longest",
      head: words.longest,
      cell: ({ longestMinutes }: Spread) => (longestMinutes === undefined ? nothing : words.minutesOf(longestMinutes)),
    },
    { key: "late", head: words.lateCount, cell: (row: Spread) => timesLate(row.late) },
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
        {figures.cases.length < requested && <p>{words.fewHint(fewestTold)}</p>}
      </Panel>
      <Measures figures={figures} />
      <ByHouse heading={words.byOrigin} houses={figures.byOrigin} />
      <ByHouse heading={words.byDestination} houses={figures.byDestination} />
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
              { key: "share", head: words.metShare, cell: (clock) => <MetShare clock={clock} /> },
            ]}
          />
        </Panel>
      )}
      <Refusals refusals={figures.refusals} />
      {(figures.cases.length > 0 || requested === 0) && <Cases cases={figures.cases} />}
    </>
  );
}

/** How many of a hundred were in time, beside how many should be; never by colour alone. */
function MetShare({ clock }: { readonly clock: ReferralFiguresView["clocks"][number] }) {
  const words = useFigureWords();
  const { met, count, targetPercent } = clock;
  const share = percent(met, count);
  if (targetPercent === undefined) return `${share}%`;
  const isBelow = met * 100 < targetPercent * count;
  return (
    <>
      {isBelow ? <strong>▲ {share}%</strong> : `✓ ${share}%`} {words.target(targetPercent)}
    </>
  );
}

/** What both counties ask for beside the stages, and how soon a house answered. */
function Measures({ figures }: { readonly figures: ReferralFiguresView }) {
  const words = useFigureWords();
  const { say } = useSpeech();
  const known = measureKeys.filter((key) => measureOf(figures, key) !== undefined);
  return (
    <Panel heading={words.measures}>
      <DataTable
        label={words.measures}
        rows={known}
        keyOf={(key) => key}
        empty={words.none}
        columns={[
          { key: "measure", head: words.measure, cell: (key) => words[key], isName: true },
          { key: "value", head: words.value, cell: (key) => measureText(figures, key, words) },
          { key: "cases", head: words.casesHead, cell: (key) => String(measureOf(figures, key)?.cases ?? 0) },
        ]}
      />
      {known.includes("answer") && <p>{words.answerHint}</p>}
      {known.includes("again") && <p>{words.againHint}</p>}
      {figures.answers.length > 0 && (
        <DataTable
          label={words.answers}
          rows={figures.answers}
          keyOf={({ urgency, isContracted }) => `${urgency} ${isContracted}`}
          empty={words.none}
          columns={[
            {
              key: "urgency",
              head: words.answers,
              cell: ({ urgency }) => `${urgencyWords[urgency].shape} ${say(urgencyWords[urgency])}`,
              isName: true,
            },
            {
              key: "contracted",
              head: words.contracted,
              cell: ({ isContracted }) => words.isContracted[isContracted ? "yes" : "no"],
            },
            { key: "count", head: words.count, cell: ({ count }) => String(count) },
            { key: "median", head: words.median, cell: ({ medianMinutes }) => words.minutesOf(medianMinutes) },
          ]}
        />
      )}
    </Panel>
  );
}

interface ByHouseProps {
  readonly heading: string;
  readonly houses: readonly House[];
}

/** The same cases by one of their houses. */
function ByHouse({ heading, houses }: ByHouseProps) {
  const words = useFigureWords();
  const shown = measureKeys.filter((key) => houses.some((house) => measureOf(house, key) !== undefined));
  const name = {
    key: "house",
    head: words.house,
    cell: ({ facility }: House) => facility.name,
    isName: true as const,
  };
  const number = (n: number | undefined) => (n === undefined ? nothing : String(n));
  return (
    <Panel heading={heading}>
      <DataTable
        label={heading}
        rows={houses}
        keyOf={({ facility }) => facility.id}
        empty={words.none}
        columns={[
          name,
          { key: "requested", head: words.requested, cell: ({ requested }) => String(requested) },
          { key: "up", head: words.up, cell: ({ up }) => number(up) },
          { key: "down", head: words.down, cell: ({ down }) => number(down) },
          { key: "green", head: words.greenChannel, cell: ({ greenChannel }) => number(greenChannel) },
          { key: "late", head: words.lateCases, cell: ({ late }) => timesLate(late) },
        ]}
      />
      {shown.length > 0 && (
        <DataTable
          label={`${heading} · ${words.measures}`}
          rows={houses}
          keyOf={({ facility }) => facility.id}
          empty={words.none}
          columns={[
            name,
            ...shown.map((key) => ({
              key,
              head: words[key],
              cell: (house: House) => measureText(house, key, words),
            })),
          ]}
        />
      )}
    </Panel>
  );
}

/** Why houses did not take somebody, of the cases that whoever is here may read. */
function Refusals({ refusals }: Pick<ReferralFiguresView, "refusals">) {
  const words = useFigureWords();
  if (refusals.length === 0) return null;
  return (
    <Panel heading={words.refusals}>
      <DataTable
        label={words.refusals}
        rows={refusals}
        keyOf={({ facility, kind, reason }) => JSON.stringify([facility.id, kind, reason])}
        empty={words.none}
        columns={[
          { key: "house", head: words.house, cell: ({ facility }) => facility.name, isName: true },
          { key: "kind", head: words.refusalKind, cell: ({ kind }) => words.refusalKinds[kind] },
          { key: "reason", head: words.reason, cell: ({ reason }) => reason ?? words.noReason },
          { key: "count", head: words.count, cell: ({ count }) => String(count) },
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
