import { type Facility, openBeds } from "../domain/model/facility.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { bedKey, givingUpBed, restoringBed } from "./bed-items.ts";
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
   * Writes a facility with other beds. `occupied`: a bed that is given up, or closed at home, is not free, any more or still; `conflict`:
   * somebody else wrote the facility since it was read.
   */
  async replace(before: Facility, after: Facility): Promise<"replaced" | "conflict" | "occupied"> {
    const put = replacingFacility(before, after);
    const givenUp = bedsOnlyIn(before, after).map((bedId) => givingUpBed(before.id, bedId));
    const outcome = await this.#engine.write([put, ...givenUp, ...(await this.#restoring(before, after))]);
    if (outcome.kind === "written") return "replaced";
    return outcome.failed.every((index) => index > 0 && index <= givenUp.length) ? "occupied" : "conflict";
  }

  /** Beds that were given up once and are there again. */
  async #restoring(before: Facility, after: Facility): Promise<readonly Write[]> {
    const added = bedsOnlyIn(after, before);
    const guards = await this.#engine.getMany(
      tables.residents,
      added.map((bedId) => bedKey(after.id, bedId)),
    );
    return added.filter((_, index) => guards[index]?.residentId === "").map((bedId) => restoringBed(after.id, bedId));
  }
}

function bedsOnlyIn(facility: Facility, other: Facility): readonly string[] {
  const there = new Set(openBeds(other).map(({ id }) => id));
  return openBeds(facility)
    .filter(({ id }) => !there.has(id))
    .map(({ id }) => id);
}
