import type { EpochMs } from "../../domain/model/time.ts";
import type { PersonState } from "../person/person-state.ts";
import { randomOf } from "../random.ts";
import { nextTimeOfDay } from "../wall-clock.ts";
import { noteTruth, type World } from "../world.ts";
import { happen } from "./happen.ts";
import { canSuffer, findPerson } from "./parse-story.ts";
import type { Step, Story } from "./schema.ts";

/** Puts every step of a story on the agenda; repeated steps put their next occurrence there when they happen. */
export function playStory(world: World, story: Story): void {
  story.steps.forEach((step, index) => {
    const first =
      step.at.kind === "after-start" ? world.start + step.at.ms : nextTimeOfDay(world.start - 1, step.at.ms);
    schedule(world, step, index + 1, 1, first);
  });
}

function schedule(world: World, step: Step, storyStep: number, occurrence: number, at: EpochMs): void {
  if (step.times !== undefined && occurrence > step.times) return;
  world.agenda.add(at, () => {
    const sufferer = findSufferer(world, step, storyStep, occurrence, at);
    if (sufferer === undefined)
      noteTruth(world, { at, what: step.do, storyStep, detail: { skipped: "nobody is free" } });
    else happen(world, sufferer, step, { at, storyStep });
    if (step.every !== undefined) schedule(world, step, storyStep, occurrence + 1, at + step.every);
  });
}

function findSufferer(
  world: World,
  step: Step,
  storyStep: number,
  occurrence: number,
  at: EpochMs,
): PersonState | undefined {
  if (step.resident !== "any") {
    const person = findPerson(step.resident, world.county);
    return person && world.people.get(person.id);
  }
  const free = [...world.people.values()].filter(
    (state) => state.isLeftAloneAt(at) && canSuffer(step, state.person, world.county),
  );
  return free.length === 0 ? undefined : randomOf(world.seed, "any", storyStep, occurrence).pick(free);
}
