import { z } from "zod";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { isObservationCode, type ObservationCode } from "../../domain/model/observations.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import { garbageKinds } from "../devices/faults.ts";
import { parseDuration, parseTimeOfDay } from "./duration.ts";

const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: "custom", message: `expected a duration such as "00:10:00", "90s" or "2h", got "${text}"` });
  return z.NEVER;
});

/** When a step happens: so long after the start, or at the next such time of day. */
export type StepTime =
  | { readonly kind: "after-start"; readonly ms: number }
  | { readonly kind: "time-of-day"; readonly ms: number };

const stepTime = z.string().transform((text, context): StepTime => {
  const after = text.startsWith("+") ? parseDuration(text.slice(1)) : undefined;
  if (after !== undefined) return { kind: "after-start", ms: after };
  const timeOfDay = parseTimeOfDay(text);
  if (timeOfDay !== undefined) return { kind: "time-of-day", ms: timeOfDay };
  context.addIssue({
    code: "custom",
    message: `expected "+00:00:20" (after the start) or "03:10" (time of day), got "${text}"`,
  });
  return z.NEVER;
});

const deviceKind = z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]);
const observation = z.custom<ObservationCode>(
  (value) => typeof value === "string" && isObservationCode(value),
  "expected a name of the observation catalogue, e.g. heart-rate",
);

const when = {
  at: stepTime,
  /** Number from 1, name, or `any`: someone suitable whom the story has left alone. */
  resident: z.union([z.int().min(1), z.string().min(1)]),
  every: duration.refine((ms) => ms >= minute, "a step can repeat at most once a minute").optional(),
  times: z.int().min(1).optional(),
  note: z.string().optional(),
};

const illnessCourse = {
  growsFor: duration.optional(),
  lastsFor: duration.optional(),
  recoversFor: duration.optional(),
  severity: z.number().min(0.05).max(1).default(1),
};

const onDevice = { device: deviceKind, for: duration.optional() };

/** One step of a story. `for` left out means: until the end. */
export const step = z.discriminatedUnion("do", [
  z.strictObject({
    ...when,
    do: z.literal("fall"),
    /** Which devices notice; the first that the person has when left out; none for a fall that nobody sees. */
    detectedBy: z.array(z.enum(["wristband", "radar"])).optional(),
    helpedUpAfter: duration.default(12 * minute),
  }),
  z.strictObject({ ...when, do: z.literal("sos") }),
  z.strictObject({ ...when, do: z.literal("smoke") }),
  z.strictObject({ ...when, do: z.literal("gas") }),
  z.strictObject({ ...when, ...illnessCourse, do: z.literal("sepsis") }),
  z.strictObject({ ...when, ...illnessCourse, do: z.literal("copd-exacerbation") }),
  z.strictObject({ ...when, ...illnessCourse, do: z.literal("hypoglycaemia") }),
  z.strictObject({ ...when, ...illnessCourse, do: z.literal("dehydration") }),
  z.strictObject({ ...when, do: z.literal("low-spo2"), value: z.number().min(40).max(100).default(85), for: duration }),
  z.strictObject({
    ...when,
    do: z.literal("vital"),
    code: observation,
    value: z.union([z.number(), z.boolean(), z.string()]),
    for: duration,
  }),
  z.strictObject({ ...when, do: z.literal("night-toilet-no-return"), for: duration.default(50 * minute) }),
  z.strictObject({ ...when, do: z.literal("wandering"), for: duration.default(40 * minute) }),
  z.strictObject({
    ...when,
    ...onDevice,
    do: z.literal("silent"),
    connection: z.enum(["lost", "kept"]).default("lost"),
  }),
  z.strictObject({
    ...when,
    ...onDevice,
    do: z.literal("battery-low"),
    percent: z.number().min(0).max(100).default(8),
  }),
  z.strictObject({ ...when, ...onDevice, do: z.literal("frozen-value") }),
  z.strictObject({
    ...when,
    ...onDevice,
    do: z.literal("clock-skew"),
    by: duration,
    direction: z.enum(["ahead", "behind"]),
  }),
  z.strictObject({ ...when, ...onDevice, do: z.literal("duplicate") }),
  z.strictObject({ ...when, ...onDevice, do: z.literal("out-of-order") }),
  z.strictObject({ ...when, ...onDevice, do: z.literal("garbage"), payload: z.enum(garbageKinds).default("nan") }),
  z.strictObject({ ...when, do: z.literal("gateway-outage"), for: duration }),
]);
export type Step = z.infer<typeof step>;
export type StepOf<Name extends Step["do"]> = Extract<Step, { do: Name }>;

/** When a step happens, and which of the story it is. */
export interface Occasion {
  readonly at: EpochMs;
  readonly storyStep: number;
}

/** A story: what happens to whom, when. */
export const story = z.strictObject({
  title: z.string().min(1),
  description: z.string().optional(),
  /** A simulated carer goes to the story's alerts, to the oldest only after this long; nobody does when left out. */
  carerComesAfter: duration.optional(),
  steps: z.array(step).max(1000),
});
export type Story = z.infer<typeof story>;
