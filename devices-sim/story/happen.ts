import { deviceKinds } from "../../domain/model/device.ts";
import { type EpochMs, second } from "../../domain/model/time.ts";
import type { DeviceFault } from "../devices/faults.ts";
import type { DeviceUnit } from "../devices/unit.ts";
import { endOf, severityAt } from "../illness/course.ts";
import { illnesses } from "../illness/illnesses.ts";
import type { Episode } from "../person/day-plan.ts";
import type { PersonState } from "../person/person-state.ts";
import { randomOf } from "../random.ts";
import { noteTruth, unitsOf, type World } from "../world.ts";
import { devicesFor } from "./parse-story.ts";
import type { Step } from "./schema.ts";

/** When a step happens, and which of the story it is. */
export interface Occasion {
  readonly at: EpochMs;
  readonly storyStep: number;
}

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

type StepOf<Name extends Step["do"]> = Extract<Step, { do: Name }>;

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

function disturbDevice(
  world: World,
  state: PersonState,
  step: StepOf<DeviceFault["kind"] | "silent" | "battery-low">,
  { at, storyStep }: Occasion,
): void {
  const unit = unitsOf(world, state.person.id).find(({ device }) => device.kind === step.device);
  if (unit === undefined) return;
  const line = { what: step.do, residentId: state.person.id, deviceId: unit.device.id, storyStep };
  const { at: _at, resident: _resident, every: _every, times: _times, note: _note, do: _do, ...detail } = step;
  noteTruth(world, { ...line, at, phase: "begin", detail });
  const end = disturb(unit, step, at);
  if (step.for === undefined) return;
  world.agenda.add(at + step.for, (now) => {
    end(now);
    noteTruth(world, { ...line, at: now, phase: "end" });
  });
}

/** Begins the disturbance; answers how it ends. */
function disturb(
  unit: DeviceUnit,
  step: StepOf<DeviceFault["kind"] | "silent" | "battery-low">,
  at: EpochMs,
): (at: EpochMs) => void {
  if (step.do === "silent") {
    const isConnected = step.connection === "kept";
    unit.fallSilent(at, isConnected);
    return (now) => unit.speakAgain(now, isConnected);
  }
  if (step.do === "battery-low") {
    unit.showBattery(step.percent, at);
    return (now) => unit.showBattery(undefined, now);
  }
  const fault: DeviceFault =
    step.do === "clock-skew"
      ? { kind: step.do, byMs: step.direction === "ahead" ? step.by : -step.by }
      : step.do === "garbage"
        ? { kind: step.do, payload: step.payload }
        : { kind: step.do };
  unit.break(fault);
  return (now) => unit.repair(fault, now);
}

/** All devices of the person's facility lose their connection; at home only the person's own. */
function loseGateway(world: World, state: PersonState, forMs: number, { at, storyStep }: Occasion): void {
  const { person } = state;
  const units = [...world.units.values()].filter(({ device }) =>
    person.careSetting === "home" ? device.residentId === person.id : device.facilityId === person.facilityId,
  );
  const line = { what: "gateway-outage", residentId: person.id, storyStep };
  noteTruth(world, { ...line, at, phase: "begin", detail: { deviceIds: units.map(({ device }) => device.id) } });
  for (const unit of units) unit.loseGateway(at);
  world.agenda.add(at + forMs, (now) => {
    for (const unit of units) unit.findGateway(now);
    noteTruth(world, { ...line, at: now, phase: "end" });
  });
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
