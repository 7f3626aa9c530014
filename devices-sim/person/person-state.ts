import type { ObservationCode } from "../../domain/model/observations.ts";
import type { ObservationValue } from "../../domain/model/reading.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { SimulatedPerson } from "../county/county.ts";
import { type Body, bodyAt } from "./body.ts";
import type { Episode } from "./day-plan.ts";
import { type Moment, Routine } from "./routine.ts";
import { type Affliction, combineShifts, noShift } from "./shift.ts";

const nothingPinned = {};

/** A person with what the story has done to them: where they are, how they are. */
export class PersonState {
  readonly person: SimulatedPerson;
  /** When the story last did something to this person or their devices. */
  struckAt: EpochMs | undefined;
  readonly #routine: Routine;
  #lastBody: { readonly at: EpochMs; readonly body: Body } | undefined;
  /** Episodes that the story puts over the day's plan; the latest wins. */
  #placements: readonly Episode[] = [];
  #afflictions: readonly Affliction[] = [];

  constructor(person: SimulatedPerson) {
    this.person = person;
    this.#routine = new Routine(person);
  }

  momentAt(at: EpochMs): Moment {
    const usual = this.#routine.at(at);
    if (this.#placements.length === 0) return usual;
    const placed = this.#placements.findLast((placement) => placement.from <= at && at < placement.to);
    if (placed !== undefined) return { episode: placed, before: this.#routine.at(placed.from).episode };
    const left = this.#placements.findLast((placement) => placement.to <= at);
    if (left === undefined || left.to <= usual.episode.from) return usual;
    return { episode: { ...usual.episode, from: left.to }, before: left };
  }

  bodyAt(at: EpochMs): Body {
    if (this.#lastBody?.at === at) return this.#lastBody.body;
    const shift = this.#afflictions.length === 0 ? noShift : combineShifts(this.#afflictions, at);
    const body = bodyAt(this.person, this.momentAt(at), at, shift);
    this.#lastBody = { at, body };
    return body;
  }

  /** What the instruments show whatever the body does. */
  pinnedAt(at: EpochMs): Readonly<Partial<Record<ObservationCode, ObservationValue>>> {
    if (this.#afflictions.length === 0) return nothingPinned;
    return Object.assign({}, ...this.#afflictions.filter(({ from, to }) => from <= at && at < to).map((a) => a.pinned));
  }

  minutesWalkedToday(at: EpochMs): number {
    return this.#routine.minutesWalkedToday(at);
  }

  /** Nothing that the story did to this person is still going on. */
  isLeftAloneAt(at: EpochMs): boolean {
    return [...this.#placements, ...this.#afflictions].every(({ to }) => to <= at);
  }

  place(episode: Episode): void {
    this.#lastBody = undefined;
    this.#placements = [...this.#placements.filter(({ to }) => to > episode.from), episode];
  }

  afflict(affliction: Affliction): void {
    this.#lastBody = undefined;
    this.#afflictions = [...this.#afflictions.filter(({ to }) => to > affliction.from), affliction];
  }
}
