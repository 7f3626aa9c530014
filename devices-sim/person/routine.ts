import type { EpochMs } from "../../domain/model/time.ts";
import type { SimulatedPerson } from "../county/county.ts";
import { localDayOf } from "../wall-clock.ts";
import { type Episode, planDay } from "./day-plan.ts";

/** An episode with the one before it, since the body follows with a delay. */
export interface Moment {
  readonly episode: Episode;
  readonly before: Episode;
}

/** The course of a person's days; keeps the plans of the days that are being asked for. */
export class Routine {
  readonly #person: SimulatedPerson;
  readonly #plans = new Map<number, readonly Episode[]>();
  #last: Moment | undefined;

  constructor(person: SimulatedPerson) {
    this.#person = person;
  }

  at(time: EpochMs): Moment {
    if (this.#last !== undefined && this.#last.episode.from <= time && time < this.#last.episode.to) return this.#last;
    const localDay = localDayOf(time);
    const plan = this.#planOf(localDay);
    const index = plan.findIndex((episode) => time < episode.to);
    const episode = plan[index] as Episode;
    const before = plan[index - 1] ?? (this.#planOf(localDay - 1).at(-1) as Episode);
    this.#last = { episode, before };
    return this.#last;
  }

  /** Minutes walked since local midnight, from which a wristband counts its steps. */
  minutesWalkedToday(time: EpochMs): number {
    let walked = 0;
    for (const episode of this.#planOf(localDayOf(time))) {
      if (episode.from >= time) break;
      if (episode.doing === "walking") walked += Math.min(episode.to, time) - episode.from;
    }
    return walked / 60_000;
  }

  #planOf(localDay: number): readonly Episode[] {
    const known = this.#plans.get(localDay);
    if (known !== undefined) return known;
    if (this.#plans.size > 3) this.#plans.clear();
    const plan = planDay(this.#person, localDay);
    this.#plans.set(localDay, plan);
    return plan;
  }
}
