import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Columns, Panel } from "./panels.ts";

export interface AlertMark {
  readonly at: number;
  readonly level: "high" | "medium" | "low" | "technical";
}

export interface PlotContent {
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  readonly scale: readonly [number, number];
  readonly limits: readonly { readonly low?: number | undefined; readonly high?: number | undefined }[];
  readonly marks: readonly AlertMark[];
}

interface PlotSettings {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
  readonly showsTimes: boolean;
  /** Writes an axis time, e.g. `03:00` or `11月22日`. */
  readonly writeTime: (at: number, spanMs: number) => string;
  /** The index under the crosshair; undefined when it has left. */
  readonly pointed: (index: number | undefined) => void;
}

function tokens(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

/** One panel on its canvas. */
export interface Plot {
  show(content: PlotContent): void;
  resize(width: number): void;
  destroy(): void;
}

/** Draws one panel on a canvas; `show` gives it new content without building it anew. */
export function newPlot(element: HTMLElement, settings: PlotSettings): Plot {
  const token = tokens();
  const { panel } = settings;
  let content: PlotContent | undefined;

  const font = `12px ${token("font")}`;
  const ink = token("ink");
  const axis: uPlot.Axis = {
    font,
    stroke: token("ink-2"),
    grid: { stroke: token("line"), width: 1 },
    ticks: { stroke: token("line"), width: 1, size: 4 },
  };
  const isState = panel.shape === "state";
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const lineOf = (isFirst: boolean): uPlot.Series[] => [
    { points: { show: false } },
    { points: { show: false } },
    {
      stroke: ink,
      width: isState ? 1 : 1.5,
      ...(panel.shape === "dots" ? { paths: () => null } : {}),
      ...(isState && stepped !== undefined ? { paths: stepped, fill: `${token("ink-3")}88` } : {}),
      points:
        panel.shape === "dots"
          ? { show: true, size: 7, width: 1.5, fill: isFirst ? ink : token("surface"), stroke: ink }
          : { show: !isState, size: 4, fill: ink, stroke: ink, filter: loners },
    },
  ];

  const plot = new uPlot(
    {
      width: settings.width,
      height: settings.height,
      padding: [8, 8, settings.showsTimes ? 0 : 6, 0],
      legend: { show: false },
      cursor: {
        sync: { key: "resident", setSeries: false },
        drag: { x: false, y: false },
        y: false,
        points: { size: 6 },
      },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: true, range: () => [(content?.from ?? 0) / 1000, (content?.to ?? 1) / 1000] },
        y: { range: () => (isState ? [0, 1.15] : [...(content?.scale ?? [0, 1])]) as [number, number] },
      },
      axes: [
        {
          ...axis,
          size: settings.showsTimes ? 28 : 0,
          space: 64,
          values: (u, splits) =>
            settings.showsTimes
              ? splits.map((at) =>
                  settings.writeTime(at * 1000, ((u.scales.x?.max ?? 0) - (u.scales.x?.min ?? 0)) * 1000),
                )
              : splits.map(() => ""),
        },
        { ...axis, size: 44, space: 24, ...(isState ? { values: () => [], ticks: { show: false } } : {}) },
      ],
      series: [{}, ...panel.codes.flatMap((_, index) => lineOf(index === 0))],
      bands: panel.codes.map((_, index) => ({ series: [index * 3 + 2, index * 3 + 1], fill: `${token("ink-3")}55` })),
      tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Asia/Shanghai"),
      hooks: {
        drawClear: [(u) => content && drawLimits(u, content, token)],
        draw: [(u) => content && drawMarks(u, content, token)],
        setCursor: [
          (u) =>
            settings.pointed(
              u.cursor.left !== undefined && u.cursor.left >= 0 ? (u.cursor.idx ?? undefined) : undefined,
            ),
        ],
      },
    },
    [[], ...panel.codes.flatMap(() => [[], [], []])],
    element,
  );
  return {
    show(next) {
      content = next;
      plot.setData(next.columns as unknown as uPlot.AlignedData, true);
    },
    resize: (width) => plot.setSize({ width, height: settings.height }),
    destroy: () => plot.destroy(),
  };
}

/** Points that no line reaches would be invisible: they are drawn as dots. */
function loners(u: uPlot, seriesIndex: number, isShown: boolean): number[] | null {
  if (!isShown) return [];
  const values = u.data[seriesIndex] as (number | null | undefined)[];
  const isKnown = (index: number) => typeof values[index] === "number";
  return values.flatMap((_, index) => (isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1) ? [index] : []));
}

/** The range within which nobody is called, as a band behind the curve. */
function drawLimits(u: uPlot, { limits, scale }: PlotContent, token: (name: string) => string): void {
  const { ctx, bbox } = u;
  ctx.save();
  for (const { low, high } of limits) {
    if (low === undefined && high === undefined) continue;
    const top = u.valToPos(high ?? scale[1], "y", true);
    const bottom = u.valToPos(low ?? scale[0], "y", true);
    ctx.fillStyle = token("sunken");
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    ctx.strokeStyle = token("line-strong");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const [limit, y] of [
      [high, top],
      [low, bottom],
    ] as const) {
      if (limit === undefined) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
  }
  ctx.restore();
}

/** When alerts were raised: a line through all charts, with the shape of its priority at the top. */
function drawMarks(u: uPlot, { marks, from, to }: PlotContent, token: (name: string) => string): void {
  const { ctx, bbox } = u;
  const size = 5 * devicePixelRatio;
  ctx.save();
  for (const mark of marks.filter(({ at }) => at >= from && at <= to)) {
    const x = u.valToPos(mark.at / 1000, "x", true);
    const colour = token(`${mark.level}-line`);
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    const y = bbox.top + size;
    if (mark.level === "high") {
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.lineTo(x - size, y + size);
    } else if (mark.level === "medium") ctx.rect(x - size, y - size, size * 2, size * 2);
    else if (mark.level === "low") ctx.arc(x, y, size, 0, Math.PI * 2);
    else {
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
    }
    ctx.fill();
  }
  ctx.restore();
}
