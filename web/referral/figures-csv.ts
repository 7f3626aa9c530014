import type { Bilingual } from "../../contracts/http/fields.ts";
import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import { urgencyWords } from "../../contracts/referral-words.ts";
import { type CsvCell, csvOf } from "../data/csv-text.ts";
import { type MeasureValue, measureKeys, measureOf, measureUnits } from "./figure-measures.ts";
import { type figuresWords, percent } from "./figures-words.ts";

type Words = (typeof figuresWords)["zh"];
type Spread = NonNullable<ReferralFiguresView["toDoor"]>;
type House = ReferralFiguresView["byOrigin"][number];

/**
 * A month's figures as a table for a spreadsheet. Sums and medians only: no case has a line of its own. What is not told of a
 * few cases is empty, and a line says so: it is no zero.
 */
export function figuresCsv(figures: ReferralFiguresView, words: Words, say: (text: Bilingual) => string): string {
  const spreadHead = [words.count, minutes(words.median), minutes(words.longest), words.lateCount];
  const spread = ({ count, medianMinutes, longestMinutes, late }: Spread) => [
    count,
    medianMinutes,
    longestMinutes,
    late,
  ];
  const inUnit = {
    minutes: words.minutesHead,
    days: words.daysHead,
    percent: words.percentHead,
  } as const satisfies Record<MeasureValue["unit"], string>;
  const houses = (heading: string, of: readonly House[]) => [
    [heading],
    [
      words.house,
      words.requested,
      words.up,
      words.down,
      words.greenChannel,
      words.lateCases,
      ...measureKeys.flatMap((key) => [`${words[key]} (${inUnit[measureUnits[key]]})`, words.casesHead]),
    ],
    ...of.map((house) => [
      house.facility.name,
      house.requested,
      house.up,
      house.down,
      house.greenChannel,
      house.late,
      ...measureKeys.flatMap((key) => {
        const measure = measureOf(house, key);
        return [measure?.value, measure?.cases];
      }),
    ]),
    [],
  ];
  function minutes(head: string): string {
    return `${head} (${words.minutesHead})`;
  }
  const { requested, byDirection, byMode, toDoor, stages, clocks, answers, byOrigin, byDestination } = figures;
  const lines: readonly (readonly CsvCell[])[] = [
    [words.month, figures.month],
    [words.emptyCells(figures.fewestTold)],
    [words.requested, requested],
    [words.up, byDirection?.up],
    [words.down, byDirection?.down],
    [words.greenChannel, byMode?.["green-channel"]],
    [minutes(words.toDoorMedian), toDoor?.medianMinutes],
    [],
    [words.measure, words.value, words.unit, words.casesHead],
    ...measureKeys.flatMap((key) => {
      const measure = measureOf(figures, key);
      return measure === undefined ? [] : [[words[key], measure.value, inUnit[measure.unit], measure.cases]];
    }),
    [],
    [words.stage, ...spreadHead],
    ...stages.map((stage) => [say(stage.title), ...spread(stage)]),
    ...(clocks.length === 0
      ? []
      : [[], [words.stage, ...spreadHead, words.metCount, `${words.metShare} (%)`, `${words.targetHead} (%)`]]),
    ...clocks.map((clock) => [
      say(clock.title),
      ...spread(clock),
      clock.met,
      percent(clock.met, clock.count),
      clock.targetPercent,
    ]),
    ...(answers.length === 0
      ? []
      : [[], [words.answers, words.contracted, words.count, minutes(words.median), minutes(words.longest)]]),
    ...answers.map(({ urgency, isContracted, count, medianMinutes, longestMinutes }) => [
      say(urgencyWords[urgency]),
      words.isContracted[isContracted ? "yes" : "no"],
      count,
      medianMinutes,
      longestMinutes,
    ]),
    [],
    ...houses(words.byOrigin, byOrigin),
    ...houses(words.byDestination, byDestination),
  ];
  return csvOf(lines);
}
