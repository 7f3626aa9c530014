import type { Alert } from "../domain/alerts/alert.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Query, TableEngine, Write } from "../domain/ports.ts";
import { noReferralPolicy, type ReferralPolicy } from "../domain/referrals/policy.ts";
import type { Referral } from "../domain/referrals/referral.ts";
import type { Snapshot } from "../domain/referrals/snapshot.ts";
import { isEnded } from "../domain/referrals/states.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import { annotating, changing, raising } from "./alert-items.ts";
import { allPages } from "./all-pages.ts";
import {
  guardKey,
  houseAndState,
  leavingPlace,
  openIn,
  policyKey,
  puttingEntries,
  puttingReferral,
  referralKey,
  removingEntries,
  takingPlace,
  writingSnapshot,
  writingStep,
} from "./referral-items.ts";
import { type Listing, readItem, readItems, storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.referrals;

/** Before it all times are at which something is due (referral-items.ts). */
const lastTime = "9999-12-30T00:00:00.000Z";

/** Everything that one step of a referral changes. */
export interface ReferralCommit {
  /** In the version after the one that was read. */
  readonly referral: Referral;
  readonly step: ReferralStep;
  readonly snapshots?: readonly Snapshot[];
  /** New alerts, version 1, and others with the version after the one that was read. */
  readonly raised?: readonly Alert[];
  readonly changed?: readonly Alert[];
  /** Others that only tell more, and stay open or closed as they are. */
  readonly told?: readonly Alert[];
  /** As it was read, where a hospital that had the person may have another part from here on. */
  readonly before?: Referral;
  /** Other writes that happen with it or not at all, such as the hold of a bed. */
  readonly beside?: readonly Write[];
}

type House = "byOrigin" | "byDestination" | "byReturn";
const houses: readonly House[] = ["byOrigin", "byDestination", "byReturn"];

/** Referrals, open and ended, with one place for an open one of each resident. */
export class ReferralStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(id: string): Promise<Referral | undefined> {
    const item = await this.#engine.get(table, referralKey(id));
    return item && readItem<Referral>(table, item);
  }

  /** The open one of a resident. */
  async findOpen(residentId: string): Promise<Referral | undefined> {
    const guard = await this.#engine.get(table, guardKey(residentId));
    if (typeof guard?.referralId !== "string") return undefined;
    return this.find(guard.referralId);
  }

  /** Those in which a house has a part, the last requested first; each once. */
  async listOfHouse(facilityId: string, state: "open" | "closed", limit?: number): Promise<Listing<Referral>> {
    return this.#ofHouse(facilityId, [state], { newestFirst: true, ...(limit !== undefined && { limit }) });
  }

  /** Open and ended ones that were requested in a time, both ends included. */
  async listRequestedBetween(facilityId: string, from: EpochMs, until: EpochMs): Promise<Listing<Referral>> {
    const sort = { from: new Date(from).toISOString(), to: new Date(until).toISOString() };
    return this.#ofHouse(facilityId, ["open", "closed"], { sort });
  }

  /** All of a resident, the last requested first. */
  async listOfResident(residentId: string, limit: number): Promise<Listing<Referral>> {
    const query: Query = { index: "byResident", partition: residentId, newestFirst: true, limit };
    return readItems<Referral>(table, await allPages(this.#engine, table, query));
  }

  /** Open ones whose stage should have been over by then, the longest overdue first. */
  async listDue(until: EpochMs, limit: number): Promise<Listing<Referral>> {
    const query: Query = { index: "open", partition: openIn, sort: { to: new Date(until).toISOString() }, limit };
    return readItems<Referral>(table, await allPages(this.#engine, table, query));
  }

  /** Open ones whose stage should be over later than that, the soonest first. */
  async listDueAfter(from: EpochMs, limit: number): Promise<Listing<Referral>> {
    const sort = { from: new Date(from + 1).toISOString(), to: lastTime };
    const query: Query = { index: "open", partition: openIn, sort, limit };
    return readItems<Referral>(table, await allPages(this.#engine, table, query));
  }

  /**
   * Begins a referral, version 1, with `ending` as the one that ends for it. `open`: the resident has another one open
   * (since), which is the one to go on with.
   */
  async begin(commit: ReferralCommit, ending?: ReferralCommit): Promise<"begun" | "open" | "conflict"> {
    const writes: readonly Write[] = [
      takingPlace(commit.referral, ending?.referral.id),
      ...writesOf(commit),
      ...(ending === undefined ? [] : writesOf(ending)),
    ];
    const outcome = await this.#engine.write(writes);
    if (outcome.kind === "written") return "begun";
    return outcome.failed.includes(0) ? "open" : "conflict";
  }

  /**
   * Writes a step: all of it or nothing. One that ends the referral gives the resident's place free; one that takes back such
   * an end takes the place again, and is a conflict where another case has it since.
   */
  async advance(commit: ReferralCommit): Promise<"advanced" | "conflict"> {
    const isEnding = commit.referral.closedAt !== undefined && commit.step.from !== commit.step.to;
    const isReopening = commit.step.what === "take-back" && isEnded(commit.step.from ?? commit.step.to);
    const writes = [
      ...writesOf(commit),
      ...(isEnding ? [leavingPlace(commit.referral)] : []),
      ...(isReopening ? [takingPlace(commit.referral)] : []),
    ];
    const outcome = await this.#engine.write(writes);
    return outcome.kind === "written" ? "advanced" : "conflict";
  }

  /** By what a facility calls the green channel. */
  async policy(facilityId: string): Promise<ReferralPolicy> {
    const item = await this.#engine.get(table, policyKey(facilityId));
    return item === undefined ? noReferralPolicy(facilityId) : readItem<ReferralPolicy>(table, item);
  }

  /** The version after the one that was read. */
  async savePolicy(policy: ReferralPolicy): Promise<"saved" | "conflict"> {
    const { facilityId, version } = policy;
    const when = version === 1 ? ({ absent: true } as const) : { attribute: "version", equals: version - 1 };
    const item = storedItem({ ...policyKey(facilityId), version }, policy);
    const outcome = await this.#engine.write([{ kind: "put", table, item, when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  async #ofHouse(
    facilityId: string,
    states: readonly ("open" | "closed")[],
    range: Omit<Query, "index" | "partition">,
  ): Promise<Listing<Referral>> {
    const asked = houses.flatMap((index) => states.map((state) => ({ index, state })));
    const found = await Promise.all(
      asked.map(({ index, state }) =>
        allPages(this.#engine, table, { ...range, index, partition: houseAndState(facilityId, state) }),
      ),
    );
    const { items, unreadable } = readItems<Referral>(table, found.flat());
    const each = new Map(items.map((referral) => [referral.id, referral]));
    return { items: [...each.values()].sort((a, b) => b.requestedAt - a.requestedAt), unreadable };
  }
}

function writesOf({
  referral,
  step,
  snapshots = [],
  raised = [],
  changed = [],
  told = [],
  before,
  beside = [],
}: ReferralCommit): readonly Write[] {
  return [
    puttingReferral(referral),
    ...puttingEntries(referral),
    ...(before === undefined ? [] : removingEntries(before, referral)),
    writingStep(step),
    ...snapshots.map((snapshot) => writingSnapshot(referral.id, snapshot)),
    ...raised.flatMap(raising),
    ...changed.flatMap(changing),
    ...told.flatMap(annotating),
    ...beside,
  ];
}
