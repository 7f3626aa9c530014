import { activityOf } from "../domain/family/activity.ts";
import type { DayLog } from "../domain/family/day-log.ts";
import { nightOf } from "../domain/family/night.ts";
import { bandOfDay, type PlainBand, type plainBands } from "../domain/family/plain-band.ts";
import { entryOf } from "../domain/model/observations.ts";
import { type EpochMs, minute } from "../domain/model/time.ts";
import { type LimitedCode, limitedCodes, type MonitoringPlan } from "../domain/watch/plan.ts";
import { bandWords } from "./family-story-words.ts";
import { nightView } from "./family-views.ts";
import type { FamilyTrendsView } from "./http/family.ts";
import type { Bilingual } from "./http/fields.ts";
import { dateOf, isoTimeOf } from "./iso-time.ts";
import { unitText } from "./words.ts";

type VitalTrend = FamilyTrendsView["vitals"][number];

/** Days, the last one today. */
export function familyTrendsView({
  residentId,
  period,
  dayStarts,
  logs,
  plan,
  now,
}: {
  readonly residentId: string;
  readonly period: FamilyTrendsView["period"];
  readonly dayStarts: readonly EpochMs[];
  readonly logs: readonly DayLog[];
  readonly plan: MonitoringPlan;
  readonly now: EpochMs;
}): FamilyTrendsView {
  const byDay = new Map(logs.map((log) => [log.dayStart, log]));
  const activity = dayStarts.map((dayStart) => activityOf(dayStart, byDay.get(dayStart)));
  const shown = dayStarts.flatMap((dayStart) => byDay.get(dayStart) ?? []);
  return {
    residentId,
    period,
    from: dateOf(dayStarts[0] as EpochMs),
    to: dateOf(dayStarts.at(-1) as EpochMs),
    nights: dayStarts.map((morning) => nightView(nightOf(morning, logs, now))),
    activity: activity.map(({ dayStart, known, upMs, steps }) => ({
      date: dateOf(dayStart),
      known,
      ...(upMs !== undefined && { upMinutes: Math.floor(upMs / minute) }),
      ...(steps !== undefined && { steps: Math.round(steps) }),
    })),
    vitals: limitedCodes.flatMap((code) => vitalTrend(code, shown, plan)),
    asOf: isoTimeOf(now),
  };
}

/** Nothing for what was never measured, and for what the plan has no limits: then there is no band that could be named. */
function vitalTrend(code: LimitedCode, logs: readonly DayLog[], plan: MonitoringPlan): readonly VitalTrend[] {
  const limit = plan.limits[code];
  const entry = entryOf(code);
  const rounded = (value: number): number => Number(value.toFixed(entry.value === "quantity" ? entry.decimals : 0));
  const days = logs.flatMap(({ dayStart, vitals }) => {
    const of = vitals[code];
    const band = of && bandOfDay(of, limit);
    if (of === undefined || band === undefined) return [];
    const { middle, min, max, count } = of;
    return [{ date: dateOf(dayStart), band, middle: rounded(middle), min: rounded(min), max: rounded(max), count }];
  });
  if (days.length === 0) return [];
  return [
    {
      code,
      label: { ...entry.label },
      unit: unitText(code),
      ...(limit?.low !== undefined && { low: limit.low }),
      ...(limit?.high !== undefined && { high: limit.high }),
      days,
      sentence: vitalSentence(days.map(({ band }) => band)),
    },
  ];
}

/** `测了 7 天：6 天平常，1 天偏高`. */
function vitalSentence(bands: readonly PlainBand[]): Bilingual {
  const counted = (["usual", "low", "high"] as const satisfies readonly (typeof plainBands)[number][]).flatMap(
    (band) => {
      const count = bands.filter((each) => each === band).length;
      return count === 0 ? [] : [{ count, words: bandWords[band] }];
    },
  );
  const [only] = counted;
  const days = bands.length;
  if (counted.length === 1 && only !== undefined)
    return { zh: `测了 ${days} 天，都${only.words.zh}`, en: `${days} days measured, all ${only.words.en}` };
  return {
    zh: `测了 ${days} 天：${counted.map(({ count, words }) => `${count} 天${words.zh}`).join("，")}`,
    en: `${days} days measured: ${counted.map(({ count, words }) => `${count} ${words.en}`).join(", ")}`,
  };
}
