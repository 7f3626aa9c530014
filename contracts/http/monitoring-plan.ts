import * as z from "zod/mini";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { entryOf } from "../../domain/model/observations.ts";
import { type LimitedCode, limitedCodes } from "../../domain/watch/plan.ts";
import { id, isoTime } from "./fields.ts";
import type { Expectation } from "./problems.ts";

const words = z.string().check(z.minLength(1), z.maxLength(200));
const priority = z.enum(alertPriorities);
/** Wall clock of Asia/Shanghai. */
const clock = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

const crossed: Expectation = {
  code: "low < high",
  zh: "下限应低于上限",
  en: "the low limit must be below the high one",
};
const neverClears: Expectation = {
  code: "hysteresis ≤ (high - low) / 2",
  zh: "回差过大：回到上下限之间也不会解除",
  en: "the hysteresis is too wide: nothing between the limits would clear the alert",
};
const noLimit: Expectation = {
  code: "low or high",
  zh: "上限和下限至少给一个；关闭此项请用 null",
  en: "give a low or a high limit, or null to switch it off",
};

/** A limit of one vital, inside what the catalogue takes for plausible, so that it can be reached and left again. */
function limitOf(code: LimitedCode) {
  const entry = entryOf(code);
  const [lowest, highest] = entry.value === "quantity" ? entry.plausible : [0, 0];
  const bound = z.number().check(z.gte(lowest), z.lte(highest));
  const shape = {
    low: z.optional(bound),
    high: z.optional(bound),
    delaySeconds: z.int().check(z.gte(0), z.lte(3600)),
    hysteresis: z.number().check(z.gte(0), z.lte((highest - lowest) / 2)),
    priority,
  };
  return z.strictObject(shape).check(({ value, issues }) => {
    const { low, high, hysteresis } = value;
    const refuse = (field: string, params: Expectation) =>
      issues.push({ code: "custom", path: [field], input: value, params: { ...params } });
    if (low === undefined && high === undefined) refuse("low", noLimit);
    if (low === undefined || high === undefined) {
      if (hysteresis > (low === undefined ? (high ?? highest) - lowest : highest - low))
        refuse("hysteresis", neverClears);
    } else if (low >= high) refuse("low", crossed);
    else if (hysteresis > (high - low) / 2) refuse("hysteresis", neverClears);
  });
}

type Limits = { readonly [Code in LimitedCode]: z.ZodMiniOptional<z.ZodMiniNullable<ReturnType<typeof limitOf>>> };
const limitShape = Object.fromEntries(limitedCodes.map((code) => [code, z.optional(z.nullable(limitOf(code)))]));

const bedExit = z.strictObject({
  nightFrom: clock,
  nightTo: clock,
  maxAbsenceMinutes: z.int().check(z.gte(1), z.lte(720)),
});
const inactivity = z.strictObject({
  dayFrom: clock,
  dayTo: clock,
  maxStillMinutes: z.int().check(z.gte(15), z.lte(1440)),
  priority,
});

/** What is set instead of the default; `null` switches it off. */
const overrides = {
  limits: z.optional(z.strictObject(limitShape as Limits)),
  bedExit: z.optional(z.nullable(bedExit)),
  inactivity: z.optional(z.nullable(inactivity)),
  lowBatteryPercent: z.optional(z.int().check(z.gte(1), z.lte(90))),
  /** After a fall without anybody there: before an hour on the floor, whatever else; it cannot be switched off. */
  longLieMinutes: z.optional(z.int().check(z.gte(5), z.lte(55))),
};

export const disabilityLevel = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
]);
const shortText = z.string().check(z.minLength(1), z.maxLength(80));
/** The order to score SpO2 on NEWS2 scale 2; a physician gives it, software never infers it. */
export const spo2Scale2Order = z.strictObject({ orderedBy: shortText, orderedAt: isoTime, reason: shortText });

const planParts = [...limitedCodes, "bed-exit", "inactivity", "low-battery", "long-lie"] as const;

const nothingChanged: Expectation = {
  code: "a change",
  zh: "除 by 和 reason 外至少改一项",
  en: "change something besides by and reason",
};

/**
 * POST /api/residents/{id}/plan: what a clinical role changes, who and why. What is absent stays as it is; `null` switches
 * off; `defaults` names what goes back to the default.
 */
export const planChange = z
  .strictObject({
    ...overrides,
    defaults: z.optional(z.array(z.enum(planParts)).check(z.maxLength(planParts.length))),
    palliative: z.optional(z.boolean()),
    disabilityLevel: z.optional(disabilityLevel),
    spo2Scale2: z.optional(z.nullable(spo2Scale2Order)),
    /** Who changes it, where the operators' command asks; somebody who signed in is named as they are. */
    by: z._default(z.string().check(z.minLength(1), z.maxLength(40)), "staff"),
    reason: words,
  })
  .check(({ value: { by: _by, reason: _reason, ...change }, issues }) => {
    if (Object.values(change).every((part) => part === undefined))
      issues.push({ code: "custom", path: [], input: change, params: { ...nothingChanged } });
  });
export type PlanChangeRequest = z.output<typeof planChange>;

/** What deviates from the default plan, and the latest changes with who made them and why, newest first. */
export const planView = z.object({
  overrides: z.object(overrides),
  spo2Scale2: z.optional(spo2Scale2Order),
  changes: z.array(z.object({ at: isoTime, by: z.string(), reason: z.string(), changed: z.array(id) })),
});
export type PlanView = z.infer<typeof planView>;

/** A plan as a version of it was. */
const planState = z.object({
  overrides: z.object(overrides),
  palliative: z.boolean(),
  disabilityLevel,
  spo2Scale2: z.optional(spo2Scale2Order),
});

/** What is known of a person, of which a change touched some. */
const facts = z.record(z.string(), z.unknown());

/** Query of GET /api/residents/{id}/plan-history. */
export const planHistoryQuery = z.strictObject({
  limit: z.pipe(
    z._default(z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/)), "50"),
    z.transform((text: string) => Number(text)),
  ),
  /** `next` of the page before. */
  before: z.pipe(
    z.optional(z.string().check(z.regex(/^[1-9]\d{0,7}$/))),
    z.transform((text: string | undefined) => (text === undefined ? undefined : Number(text))),
  ),
});

/** Every change of a resident's record, newest first: who, when, why, what it was before and after. */
export const planHistory = z.object({
  items: z.array(
    z.object({
      /** The version of the record that it made; absent for changes from before versions were counted. */
      version: z.optional(z.int()),
      at: isoTime,
      by: z.string(),
      what: z.enum(["facts", "plan", "move", "discharge"]),
      reason: z.optional(z.string()),
      changed: z.array(z.string()),
      plan: z.optional(z.object({ before: planState, after: planState })),
      facts: z.optional(z.object({ before: facts, after: facts })),
    }),
  ),
  next: z.optional(z.string()),
});
export type PlanHistory = z.infer<typeof planHistory>;
