import type { EpochMs } from "../../domain/model/time.ts";
import type { DeviceFault } from "../devices/faults.ts";
import type { DeviceUnit } from "../devices/unit.ts";
import type { PersonState } from "../person/person-state.ts";
import { noteTruth, unitsOf, type World } from "../world.ts";
import type { Occasion, StepOf } from "./schema.ts";

/** Makes one device of the person fail, for as long as the step says. */
export function disturbDevice(
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
export function loseGateway(world: World, state: PersonState, forMs: number, { at, storyStep }: Occasion): void {
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
