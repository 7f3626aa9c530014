import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type DeviceKind, deviceKindNames, deviceKinds } from "../../domain/model/device.ts";
import type { SimulatedCounty, SimulatedPerson } from "../county/county.ts";
import { type Step, type Story, story } from "./schema.ts";

/** A story that cannot be told; each fault names its line and place. */
export class StoryError extends Error {
  readonly code = "invalid-story";
  readonly faults: readonly string[];
  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(faults.join("\n"), options);
    this.faults = faults;
  }
}

/**
 * Reads a story and checks that the county can play it: every resident it names exists and has the devices it needs
 * (for `any` see {@link stepsLeftOut}).
 * Throws a {@link StoryError} that lists all faults with file, line and place.
 */
export function parseStory(text: string, file: string, county: SimulatedCounty): Story {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const where = (path: readonly PropertyKey[]): string => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      const range = (node as { range?: readonly [number, number, number] } | undefined)?.range;
      if (range != null) return `${file}:${lines.linePos(range[0]).line}`;
    }
    return `${file}:1`;
  };
  if (document.errors.length > 0)
    throw new StoryError(document.errors.map((error) => `${file}:${error.linePos?.[0].line ?? 1}: ${error.message}`));
  const parsed = story.safeParse(document.toJS());
  if (!parsed.success) throw new StoryError(parsed.error.issues.map((issue) => describe(issue, where)));
  const faults = parsed.data.steps.flatMap((step, index) => {
    const fault = findMisfit(step, county);
    return fault === undefined ? [] : [`${where(["steps", index])}: steps[${index}] (${step.do}): ${fault}`];
  });
  if (faults.length > 0) throw new StoryError(faults);
  return parsed.data;
}

function describe(issue: z.core.$ZodIssue, where: (path: readonly PropertyKey[]) => string): string {
  const place = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return `${where(issue.path)}: ${place.replace(/^\./, "") || "the story"}: ${issue.message}`;
}

function findMisfit(step: Step, county: SimulatedCounty): string | undefined {
  if (step.resident === "any") return undefined;
  const person = findPerson(step.resident, county);
  if (person === undefined)
    return typeof step.resident === "number"
      ? `there is no resident ${step.resident}, only 1 to ${county.people.length}`
      : `there is no resident named ${step.resident}`;
  return canSuffer(step, person, county)
    ? undefined
    : `resident ${step.resident} (${person.name}) has ${`no ${needed(step)}`}`;
}

/** The steps for `any` that are left out because nobody of the county has what they need, one line each. */
export function stepsLeftOut(story: Story, county: SimulatedCounty): readonly string[] {
  return story.steps.flatMap((step, index) =>
    step.resident !== "any" || county.people.some((person) => canSuffer(step, person, county))
      ? []
      : [
          `step ${index + 1} (${step.do}) is left out: none of the residents (${county.people.length}) has ${needed(step)}`,
        ],
  );
}

/** The resident a step names, by number from 1 or by name. */
export function findPerson(resident: number | string, county: SimulatedCounty): SimulatedPerson | undefined {
  return typeof resident === "number"
    ? county.people[resident - 1]
    : county.people.find(({ name, id }) => name === resident || id === resident);
}

const noticedBy: Readonly<Partial<Record<Step["do"], readonly DeviceKind[]>>> = {
  fall: ["wristband", "radar"],
  sos: ["sos-button", "wristband"],
  smoke: ["smoke-detector"],
  gas: ["gas-detector"],
  "low-spo2": ["wristband"],
  "night-toilet-no-return": ["bed-sensor"],
  wandering: ["door-sensor", "bed-sensor"],
};

/** The kinds of device through which a step is seen, best first; one of them is enough. Empty: it needs none. */
export function devicesFor(step: Step): readonly DeviceKind[] {
  if (step.do === "fall" && step.detectedBy !== undefined) return step.detectedBy;
  if (step.do === "vital")
    return deviceKindNames.filter((kind) => (deviceKinds[kind].observes as readonly string[]).includes(step.code));
  return "device" in step ? [step.device] : (noticedBy[step.do] ?? []);
}

/** Whether the person has what the step needs. A bedbound person neither wanders nor walks to the toilet. */
export function canSuffer(step: Step, person: SimulatedPerson, county: SimulatedCounty): boolean {
  const kinds = devicesFor(step);
  const walksOff = step.do === "wandering" || step.do === "night-toilet-no-return";
  if (walksOff && person.habits.mobility === "bedbound") return false;
  if (kinds.length === 0) return true;
  return county.devices.some((device) => device.residentId === person.id && kinds.includes(device.kind));
}

/** The devices of which a step needs one, in words. */
export function needed(step: Step): string {
  return devicesFor(step).join(" or ") || "what it needs";
}
