import { type BedConversion, isOver } from "../domain/beds/conversion.ts";
import type { BedConverting, BedState } from "../domain/beds/guard.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { TableEngine, Write } from "../domain/ports.ts";
import { allPages } from "./all-pages.ts";
import { markingConversion, sameGuard } from "./bed-items.ts";
import { replacingFacility } from "./facility-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.conversions;

/** Everything that one step of a conversion changes. */
export interface ConversionCommit {
  /** In the version after the one that was read, or the first. */
  readonly conversion: BedConversion;
  /** The bed as it was read when the step was judged. */
  readonly bed: BedState;
  /** What is under way on the bed from now on; absent: nothing. */
  readonly converting?: BedConverting;
  /** The facility whose bed is used otherwise from now on. */
  readonly facility?: { readonly before: Facility; readonly after: Facility };
}

/** Conversions of beds, with their steps. */
export class ConversionStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(facilityId: string, id: string): Promise<BedConversion | undefined> {
    const item = await this.#engine.get(table, { facilityId, id });
    return item && readItem<BedConversion>(table, item);
  }

  /** Those that are not over, in the order of their ids. */
  async listOpen(facilityId: string): Promise<Listing<BedConversion>> {
    const items = await allPages(this.#engine, table, { index: "open", partition: facilityId });
    return readItems<BedConversion>(table, items);
  }

  /** All of a facility, the latest id first, at most so many. */
  async list(facilityId: string, limit: number): Promise<Listing<BedConversion>> {
    const query = { partition: facilityId, newestFirst: true, limit };
    return readItems<BedConversion>(table, await allPages(this.#engine, table, query));
  }

  /**
   * Writes a step as one: the conversion, what is under way on the bed and, when its use changes, the facility. `conflict`:
   * one of them, or who has the bed, is not as it was read; read again and decide again.
   */
  async commit({ conversion, bed, converting, facility }: ConversionCommit): Promise<"committed" | "conflict"> {
    const writes: readonly Write[] = [
      saving(conversion),
      markingConversion(bed, converting),
      sameGuard(bed),
      ...(facility === undefined ? [] : [replacingFacility(facility.before, facility.after)]),
    ];
    const outcome = await this.#engine.write(writes);
    return outcome.kind === "written" ? "committed" : "conflict";
  }
}

function saving(conversion: BedConversion): Write {
  const { facilityId, id, version } = conversion;
  const item = storedItem({ facilityId, id, version, ...(!isOver(conversion) && { openOf: facilityId }) }, conversion);
  const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
  return { kind: "put", table, item, when };
}
