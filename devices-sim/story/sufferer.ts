import { type EpochMs, minute } from "../../domain/model/time.ts";
import type { PersonState } from "../person/person-state.ts";
import { randomOf } from "../random.ts";
import { unitsOf, type World } from "../world.ts";
import { canSuffer, findPerson } from "./parse-story.ts";
import type { Occasion, Step } from "./schema.ts";

const struckLately = 15 * minute;
const judgedByLimits: readonly Step["do"][] = [
  "sepsis",
  "copd-exacerbation",
  "hypoglycaemia",
  "dehydration",
  "low-spo2",
  "vital",
];

/**
 * To whom a step happens. `any` is somebody who has what it takes and to whom nothing of the story is happening; among
 * these chance (by seed, step and occurrence) decides, but not before anybody who suits better. Undefined: nobody.
 */
export function findSufferer(
  world: World,
  step: Step,
  { at, storyStep }: Occasion,
  occurrence: number,
): PersonState | undefined {
  if (step.resident !== "any") {
    const person = findPerson(step.resident, world.county);
    return person && world.people.get(person.id);
  }
  const free = [...world.people.values()]
    .filter((state) => state.isLeftAloneAt(at) && canSuffer(step, state.person, world.county))
    .map((state) => ({ state, drawback: drawbackOf(world, step, state, at) }));
  if (free.length === 0) return undefined;
  const least = Math.min(...free.map(({ drawback }) => drawback));
  const best = free.filter(({ drawback }) => drawback === least).map(({ state }) => state);
  return randomOf(world.seed, "any", storyStep, occurrence).pick(best);
}

/** Failing devices hide what happens; two things in a row to one person look like one; comfort care has no limits. */
function drawbackOf(world: World, step: Step, state: PersonState, at: EpochMs): number {
  const { id, palliative, spo2Scale2 } = state.person;
  const isFailing = unitsOf(world, id).some((unit) => unit.isFailing);
  const isStruck = state.struckAt !== undefined && at - state.struckAt < struckLately;
  const isHidden = palliative && judgedByLimits.includes(step.do);
  const isUnlike = step.do === "copd-exacerbation" && spo2Scale2 === undefined;
  return (isFailing ? 8 : 0) + (isStruck ? 4 : 0) + (isHidden ? 2 : 0) + (isUnlike ? 1 : 0);
}
