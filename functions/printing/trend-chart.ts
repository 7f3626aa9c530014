import { clockTimeOf } from "../../contracts/iso-time.ts";
import { unitText } from "../../contracts/words.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import { entryOf } from "../../domain/model/observations.ts";
import { hour } from "../../domain/model/time.ts";
import { trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import type { SnapshotVitals, TrendPoint } from "../../domain/referrals/snapshot-fields.ts";
import type { Paper } from "./paper.ts";

type Series = SnapshotVitals["trend"][number];

/** What is drawn together, and over which range at least: a flat line must look flat. */
const panels: readonly { readonly codes: readonly ObservationCode[]; readonly low: number; readonly high: number }[] = [
  { codes: ["heart-rate"], low: 50, high: 110 },
  { codes: ["respiratory-rate"], low: 10, high: 26 },
  { codes: ["spo2"], low: 88, high: 100 },
  { codes: ["systolic-blood-pressure", "diastolic-blood-pressure"], low: 60, high: 150 },
  { codes: ["body-temperature"], low: 35.5, high: 38.5 },
  { codes: ["inspired-oxygen"], low: 21, high: 40 },
  { codes: ["glucose"], low: 4, high: 12 },
];

/** Marks at full hours that four divides, by the wall clock. */
const markMs = 4 * hour;
const panelHeight = 58;
const axisWidth = 86;
const small = { size: 7.5, colour: "#444444" } as const;
const ink = "#1f4e8c";
const band = "#c9d9ee";

/** Draws each vital sign over the 24 hours: the range of each quarter of an hour, its mean as a line, gaps as gaps. */
export function drawTrend(paper: Paper, vitals: SnapshotVitals): void {
  const caption = { font: "bold", size: 10 } as const;
  const drawn = panels.flatMap(({ codes, ...range }) => {
    const series = vitals.trend.filter(({ code }) => codes.includes(code));
    return series.length === 0 ? [] : [{ series, ...range }];
  });
  if (drawn.length === 0) return;
  paper.make(panelHeight + 40);
  paper.put(["24 小时趋势（线为 15 分钟均值，色带为最低–最高）"], paper.left, paper.y, caption);
  paper.y += 20;
  for (const { series, low, high } of drawn) {
    paper.make(panelHeight + 16);
    drawPanel(paper, series, rangeOf(series, low, high), vitals);
    paper.y += panelHeight + 16;
  }
}

function rangeOf(series: readonly Series[], low: number, high: number): readonly [number, number] {
  const points = series.flatMap((each) => each.points);
  const [least, most] = [
    Math.min(low, ...points.map(([, min]) => min)),
    Math.max(high, ...points.map(([, , max]) => max)),
  ];
  const air = (most - least) * 0.06;
  return [least - air, most + air];
}

function drawPanel(
  paper: Paper,
  series: readonly Series[],
  [low, high]: readonly [number, number],
  { from, to }: SnapshotVitals,
): void {
  const { drawing, y: top } = paper;
  const left = paper.left + axisWidth;
  const width = paper.width - axisWidth;
  const placeX = (at: number) => rounded(left + ((at - from) / (to - from)) * width);
  const placeY = (value: number) => rounded(top + panelHeight - ((value - low) / (high - low)) * panelHeight);
  const code = series[0]?.code ?? "heart-rate";
  const { decimals } = entryOf(code) as { readonly decimals: number };

  drawing.lineWidth(0.5).strokeColor("#999999").rect(left, top, width, panelHeight).stroke();
  for (let at = Math.ceil((from + 8 * hour) / markMs) * markMs - 8 * hour; at <= to; at += markMs)
    drawHour(paper, placeX(at), top, clockTimeOf(at));
  paper.put([series.map((each) => entryOf(each.code).label.zh).join(" / "), unitText(code).zh], paper.left, top, {
    size: 8.5,
  });
  for (const value of [high, low]) {
    const text = value.toFixed(decimals);
    const y = value === high ? top - 1 : top + panelHeight - 10;
    paper.put([text], left - 4 - paper.widthOf(text, small), y, small);
  }
  drawing.save().rect(left, top, width, panelHeight).clip();
  for (const { points } of series) {
    for (const run of runsOf(points)) drawRun(paper, run, placeX, placeY);
  }
  drawing.restore();
}

function drawHour(paper: Paper, x: number, top: number, label: string): void {
  const foot = rounded(top + panelHeight);
  paper.drawing.lineWidth(0.3).strokeColor("#cccccc").moveTo(x, top).lineTo(x, foot).stroke();
  paper.put([label], x - paper.widthOf(label, small) / 2, foot + 2, small);
}

function drawRun(
  { drawing }: Paper,
  run: readonly TrendPoint[],
  placeX: (at: number) => number,
  placeY: (value: number) => number,
): void {
  const middle = trendStepMs / 2;
  drawing.fillColor(band);
  for (const [at, min, max] of run) {
    const [x, next] = [placeX(at), placeX(at + trendStepMs)];
    const [top, bottom] = [placeY(max), placeY(min)];
    drawing.rect(x, top, next - x, Math.max(bottom - top, 0.6)).fill();
  }
  drawing.lineWidth(1.1).strokeColor(ink);
  for (const [place, [at, , , mean]] of run.entries()) {
    const [x, y] = [placeX(at + middle), placeY(mean)];
    if (place === 0) drawing.moveTo(run.length === 1 ? x - 1.5 : x, y);
    if (place > 0 || run.length === 1) drawing.lineTo(run.length === 1 ? x + 1.5 : x, y);
  }
  drawing.stroke();
}

/** Stretches without a gap. */
function runsOf(points: readonly TrendPoint[]): readonly (readonly TrendPoint[])[] {
  const runs: TrendPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && point[0] - before[0] <= trendStepMs) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** To a hundredth of a point, as the file keeps it. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
