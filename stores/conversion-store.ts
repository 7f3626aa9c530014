import { type BedConversion, isOver } from "../domain/beds/conversion.ts";
import type { BedConverting, BedState } from "../domain/beds/guard.ts";
import type { PayingConversion } from "../domain/beds/step-conversion.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { Key, TableEngine, Write } from "../domain/ports.ts";
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
  /** By which another payer begins to pay for the resident, or ends: one at a time, in whatever house. */
  readonly paying?: {
    readonly kind: "begins" | "ends";
    readonly residentId: string;
    readonly place: PayingConversion;
  };
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

  /** The conversion in effect for a resident, in whatever house; those of before this was kept are not known. */
  async payingFor(residentId: string): Promise<PayingConversion | undefined> {
    const item = await this.#engine.get(table, payingKey(residentId));
    return item && readItem<PayingConversion>(table, item);
  }

  /** All of a facility, the latest id first, at most so many. */
  async list(facilityId: string, limit: number): Promise<Listing<BedConversion>> {
    const query = { partition: facilityId, newestFirst: true, limit };
    return readItems<BedConversion>(table, await allPages(this.#engine, table, query));
  }

  /**
   * Writes a step as one: the conversion, what is under way on the bed and, when its use changes, the facility. `conflict`:
   * one of them, who has the bed, or who pays for the resident is not as it was read; read again and decide again.
   */
  async commit({ conversion, bed, converting, facility, paying }: ConversionCommit): Promise<"committed" | "conflict"> {
    const writes: readonly Write[] = [
      saving(conversion),
      markingConversion(bed, converting),
      sameGuard(bed),
      ...(facility === undefined ? [] : [replacingFacility(facility.before, facility.after)]),
      ...(paying === undefined ? [] : [writingPaying(paying)]),
    ];
    const outcome = await this.#engine.write(writes);
    return outcome.kind === "written" ? "committed" : "conflict";
  }
}

/** No facility's id holds a `#`. */
function payingKey(residentId: string): Key {
  return { facilityId: "#paying", id: residentId };
}

function writingPaying({ kind, residentId, place }: NonNullable<ConversionCommit["paying"]>): Write {
  const { conversionId } = place;
  const key = payingKey(residentId);
  if (kind === "ends") return { kind: "delete", table, key, when: { attribute: "conversionId", equals: conversionId } };
  return { kind: "put", table, item: storedItem({ ...key, conversionId }, place), when: { absent: true } };
}

function saving(conversion: BedConversion): Write {
  const { facilityId, id, version } = conversion;
  const item = storedItem({ facilityId, id, version, ...(!isOver(conversion) && { openOf: facilityId }) }, conversion);
  const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
  return { kind: "put", table, item, when };
}
