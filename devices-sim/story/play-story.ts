import type { EpochMs } from "../../domain/model/time.ts";
import { nextTimeOfDay } from "../wall-clock.ts";
import { noteTruth, type World } from "../world.ts";
import { happen } from "./happen.ts";
import { canSuffer, needed } from "./parse-story.ts";
import type { Step, Story } from "./schema.ts";
import { findSufferer } from "./sufferer.ts";

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
    const sufferer = findSufferer(world, step, { at, storyStep }, occurrence);
    if (sufferer === undefined)
      noteTruth(world, { at, what: step.do, storyStep, detail: { skipped: whyNobody(world, step) } });
    else {
      sufferer.struckAt = at;
      happen(world, sufferer, step, { at, storyStep });
    }
    if (step.every !== undefined) schedule(world, step, storyStep, occurrence + 1, at + step.every);
  });
}

function whyNobody({ county }: World, step: Step): string {
  return county.people.some((person) => canSuffer(step, person, county))
    ? "nobody is free"
    : `nobody has ${needed(step)}`;
}
