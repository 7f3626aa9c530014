import type { Facility } from "../domain/model/facility.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { bedsGivenUp } from "../domain/register/change-beds.ts";
import { allPages } from "./all-pages.ts";
import { bedStates } from "./bed-guards.ts";
import { recordingExpiry } from "./bed-history-items.ts";
import { givingUpBed, restoringBed } from "./bed-items.ts";
import { listedUnder, replacingFacility } from "./facility-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.facilities;

/** The facilities of the consortium; few enough to be listed whole. */
export class FacilityStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** In the order of their ids. */
  async list(): Promise<Listing<Facility>> {
    const items = await allPages(this.#engine, table, { partition: listedUnder });
    return readItems<Facility>(table, items);
  }

  async find(id: string): Promise<Facility | undefined> {
    const item = await this.#engine.get(table, { listedUnder, id });
    return item && readItem<Facility>(table, item);
  }

  async add(facility: Facility): Promise<"added" | "already-exists"> {
    const item = storedItem({ listedUnder, id: facility.id }, facility);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when: { absent: true } }]);
    return outcome.kind === "written" ? "added" : "already-exists";
  }

  /**
   * Writes a facility with other beds. `occupied`: a bed that is given up, or closed at somebody's home, is not free any more
   * or still; `conflict`: somebody else wrote the facility since it was read. A hold that ran out by `now` is none.
   */
  async replace(before: Facility, after: Facility, now: EpochMs = 0): Promise<"replaced" | "conflict" | "occupied"> {
    const leaving = await bedStates(this.#engine, before.id, bedsGivenUp(before, after));
    const put = replacingFacility(before, after);
    const givenUp = leaving.map((bed) => givingUpBed(bed, now));
    const restored = await this.#restoring(before, after);
    const ranOut = leaving.flatMap((bed) => recordingExpiry(bed));
    const outcome = await this.#engine.write([put, ...givenUp, ...restored, ...ranOut]);
    if (outcome.kind === "written") return "replaced";
    return outcome.failed.every((index) => index > 0 && index <= givenUp.length) ? "occupied" : "conflict";
  }

  /** Beds that were given up once and are there again. */
  async #restoring(before: Facility, after: Facility): Promise<readonly Write[]> {
    const added = await bedStates(this.#engine, after.id, bedsGivenUp(after, before));
    return added.filter(({ guard }) => guard.kind === "given-up").map(({ place }) => restoringBed(place));
  }
}
