import { deviceKinds } from "../../domain/model/device.ts";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { DeviceUnit } from "../devices/unit.ts";
import { endOf, severityAt } from "../illness/course.ts";
import { illnesses } from "../illness/illnesses.ts";
import type { Episode } from "../person/day-plan.ts";
import type { PersonState } from "../person/person-state.ts";
import { randomOf } from "../random.ts";
import { noteTruth, unitsOf, type World } from "../world.ts";
import { disturbDevice, loseGateway } from "./disturb.ts";
import { devicesFor } from "./parse-story.ts";
import type { Occasion, Step, StepOf } from "./schema.ts";

/** Does one step to one person, and writes it into the ground truth. */
export function happen(world: World, state: PersonState, step: Step, occasion: Occasion): void {
  switch (step.do) {
    case "fall":
      fall(world, state, step, occasion);
      return;
    case "sos":
    case "smoke":
    case "gas":
      pressOrSense(world, state, step, occasion);
      return;
    case "sepsis":
    case "copd-exacerbation":
    case "hypoglycaemia":
    case "dehydration":
      fallIll(world, state, step, occasion);
      return;
    case "low-spo2":
      pin(world, state, { what: step.do, code: "spo2", value: step.value, forMs: step.for }, occasion);
      return;
    case "vital":
      pin(world, state, { what: step.do, code: step.code, value: step.value, forMs: step.for }, occasion);
      return;
    case "night-toilet-no-return":
      goAway(world, state, step.do, step.for, "bathroom", occasion);
      return;
    case "wandering":
      goAway(world, state, step.do, step.for, "outside", occasion);
      return;
    case "silent":
    case "battery-low":
    case "frozen-value":
    case "clock-skew":
    case "duplicate":
    case "out-of-order":
    case "garbage":
      disturbDevice(world, state, step, occasion);
      return;
    case "gateway-outage":
      loseGateway(world, state, step.for, occasion);
      return;
  }
}

/** Shares of the growing time of an illness. */
const takesToBedAfter = 0.25;
const nurseComesAfter = [0.5, 1];
/** Once it is over: a full set of values is what lets a score go down again. */
const nurseComesAgainAfterMs = minute;

function fall(world: World, state: PersonState, step: StepOf<"fall">, { at, storyStep }: Occasion): void {
  const residentId = state.person.id;
  const { where } = state.momentAt(at).episode;
  const floor: Episode = {
    from: at,
    to: at + step.helpedUpAfter,
    doing: "on-the-floor",
    where: where === "bed" ? "room" : where,
  };
  state.place(floor);
  const witnesses = unitsOf(world, residentId).filter(({ device }) => devicesFor(step).includes(device.kind));
  const detecting = step.detectedBy === undefined ? witnesses.slice(0, 1) : witnesses;
  const random = randomOf(world.seed, "fall", residentId, at);
  const evidence = { impactG: Math.round(random.between(2.4, 4.6) * 10) / 10, stillSeconds: random.whole(8, 20) };
  const detail = { where: floor.where, fromBed: where === "bed", detectedBy: detecting.map(({ device }) => device.id) };
  noteTruth(world, { at, what: "fall", phase: "begin", residentId, storyStep, detail });
  for (const unit of detecting) {
    const noticedAt = at + Math.round(random.between(1, 4) * second);
    world.agenda.add(noticedAt, () => reportEvent(world, unit, "fall", evidence, { at: noticedAt, storyStep }));
  }
  noteEnd(world, { what: "fall", residentId, storyStep }, floor.to);
}

function pressOrSense(
  world: World,
  state: PersonState,
  step: StepOf<"sos" | "smoke" | "gas">,
  occasion: Occasion,
): void {
  const units = unitsOf(world, state.person.id);
  const unit = devicesFor(step)
    .map((kind) => units.find(({ device }) => device.kind === kind))
    .find((found) => found !== undefined);
  if (unit === undefined) return;
  noteTruth(world, {
    at: occasion.at,
    what: step.do,
    residentId: state.person.id,
    deviceId: unit.device.id,
    storyStep: occasion.storyStep,
  });
  reportEvent(world, unit, step.do, step.do === "sos" ? { button: "long-press" } : { alarm: true }, occasion);
}

function reportEvent(
  world: World,
  unit: DeviceUnit,
  type: "fall" | "sos" | "smoke" | "gas",
  evidence: Readonly<Record<string, string | number | boolean>>,
  { at, storyStep }: Occasion,
): void {
  const { residentId, id: deviceId, kind } = unit.device;
  const wasSent = (deviceKinds[kind].reports as readonly string[]).includes(type) && unit.report(type, at, evidence);
  noteTruth(world, { at, what: `${type}-reported`, residentId, deviceId, storyStep, detail: { sent: wasSent } });
}

function fallIll(
  world: World,
  state: PersonState,
  step: StepOf<keyof typeof illnesses>,
  { at, storyStep }: Occasion,
): void {
  const usual = illnesses[step.do];
  const course = {
    onsetAt: at,
    growsForMs: step.growsFor ?? usual.growsForMs,
    lastsForMs: step.lastsFor ?? usual.lastsForMs,
    recoversForMs: step.recoversFor ?? usual.recoversForMs,
    severity: step.severity,
  };
  const to = endOf(course);
  state.afflict({ name: step.do, from: at, to, shiftAt: (time) => usual.picture(severityAt(course, time)) });
  const residentId = state.person.id;
  const { onsetAt: _, ...detail } = course;
  noteTruth(world, { at, what: step.do, phase: "begin", residentId, storyStep, detail });
  noteTruthLater(world, at + course.growsForMs, { what: `${step.do}-peak`, residentId, storyStep });
  noteEnd(world, { what: step.do, residentId, storyStep }, to);
  stayInBed(state, { from: at + course.growsForMs * takesToBedAfter, to });
  for (const share of nurseComesAfter) checkOn(world, residentId, at + course.growsForMs * share);
  checkOn(world, residentId, to + nurseComesAgainAfterMs);
}

/** Who is ill lies down until well again. */
function stayInBed(state: PersonState, time: { readonly from: EpochMs; readonly to: EpochMs }): void {
  state.place({ from: Math.round(time.from), to: time.to, doing: "resting-in-bed", where: "bed" });
}

/** The nurse measures somebody who does not look well, beside the rounds. */
function checkOn(world: World, residentId: string, at: EpochMs): void {
  const monitor = unitsOf(world, residentId).find(({ device }) => device.kind === "spot-check-monitor");
  const moment = Math.round(at);
  if (monitor !== undefined) world.agenda.add(moment, () => world.measureNow(monitor, moment));
}

function pin(
  world: World,
  state: PersonState,
  value: { what: string; code: StepOf<"vital">["code"]; value: StepOf<"vital">["value"]; forMs: number },
  { at, storyStep }: Occasion,
): void {
  const to = at + value.forMs;
  const residentId = state.person.id;
  state.afflict({ name: value.what, from: at, to, shiftAt: () => ({}), pinned: { [value.code]: value.value } });
  noteTruth(world, {
    at,
    what: value.what,
    phase: "begin",
    residentId,
    storyStep,
    detail: { code: value.code, value: value.value },
  });
  noteEnd(world, { what: value.what, residentId, storyStep }, to);
  checkOn(world, residentId, to + nurseComesAgainAfterMs);
}

function goAway(
  world: World,
  state: PersonState,
  what: string,
  forMs: number,
  where: Episode["where"],
  { at, storyStep }: Occasion,
): void {
  const residentId = state.person.id;
  state.place({ from: at, to: at + forMs, doing: where === "bathroom" ? "toilet" : "walking", where });
  noteTruth(world, { at, what, phase: "begin", residentId, storyStep, detail: { where } });
  noteEnd(world, { what, residentId, storyStep }, at + forMs);
}

function noteEnd(world: World, line: { what: string; residentId: string; storyStep: number }, at: EpochMs): void {
  world.agenda.add(at, () => noteTruth(world, { ...line, at, phase: "end" }));
}

function noteTruthLater(
  world: World,
  at: EpochMs,
  line: { what: string; residentId: string; storyStep: number },
): void {
  world.agenda.add(at, () => noteTruth(world, { ...line, at }));
}
