import type { TableEngine } from "../domain/ports.ts";
import { withFormerLists } from "../domain/referrals/return-lists.ts";
import type { Snapshot } from "../domain/referrals/snapshot.ts";
import { rootOf } from "../domain/referrals/snapshot-chain.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import { allPages } from "./all-pages.ts";
import { snapshotKey } from "./referral-items.ts";
import { type Listing, readItem, readItems } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables["referral-steps"];

/** The steps of each referral, and its snapshots. They are written with the referral (referral-store.ts) and nowhere else. */
export class ReferralStepStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Oldest first. */
  async list(referralId: string): Promise<Listing<ReferralStep>> {
    const items = await allPages(this.#engine, table, { partition: referralId, sort: { beginsWith: "step#" } });
    return readItems<ReferralStep>(table, items);
  }

  async findSnapshot(referralId: string, id: string): Promise<Snapshot | undefined> {
    const item = await this.#engine.get(table, snapshotKey(referralId, id));
    return item && readItem<Snapshot>(table, item);
  }

  async listSnapshots(referralId: string): Promise<Listing<Snapshot>> {
    const items = await allPages(this.#engine, table, { partition: referralId, sort: { beginsWith: "snapshot#" } });
    const { items: stored, unreadable } = readItems<Snapshot>(table, items);
    return { items: stored.map((each) => withHospitalsWord(each, stored)), unreadable };
  }
}

/** Earlier versions filled the home's lists in as the hospital's on the way back: they stand as those of before. */
function withHospitalsWord(snapshot: Snapshot, all: readonly Snapshot[]): Snapshot {
  if (rootOf(all, snapshot).occasion !== "return") return snapshot;
  return { ...snapshot, fields: withFormerLists(snapshot.fields, "system") };
}
