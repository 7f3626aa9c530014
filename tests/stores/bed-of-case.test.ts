import { beforeAll, describe, expect, test } from "vitest";
import type { BedHold, BedState } from "../../domain/beds/guard.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { givingBed } from "../../domain/referrals/bed-of-case.ts";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { holdingBed } from "../../stores/bed-items.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const facilityId = "hospital-1";
const parallel = 40;

function holdOf(id: string, until: number, purpose: BedHold["purpose"] = "referral"): BedHold {
  return { id, purpose, until, heldAt: noon, by: "李协调", byId: "p-li" };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let residents: ResidentStore;
  let referrals: ReferralStore;

  beforeAll(async () => {
    engine = await open();
    residents = new ResidentStore(engine);
    referrals = new ReferralStore(engine);
    await residents.guardBeds(facilityId);
  });

  async function accepted(id: string): Promise<Referral> {
    const asked = { id, residentId: `r-${id}`, residentName: "王桂英", originId: "home-1", destinationId: facilityId };
    const begun = requestedReferral({ ...asked, direction: "up", mode: "routine" }, noon);
    const referral: Referral = { ...begun.referral, state: "accepted" };
    expect(await referrals.begin({ ...begun, referral })).toBe("begun");
    return referral;
  }

  const stateOf = async (bedId: string): Promise<BedState> =>
    (await residents.bedStates(facilityId, [bedId]))[0] as BedState;

  test(`of ${parallel} cases that are given one bed at once exactly one has it, and the guard says which`, async () => {
    const cases = await Promise.all(Array.from({ length: parallel }, (_, n) => accepted(`c-${n}`)));
    const free = await stateOf("w1");
    const bed = { facilityId, bedId: "w1", until: noon + hour };
    const outcomes = await Promise.all(
      cases.map(async (before) => {
        const next = givingBed(before, bed, { facilityId }, noon);
        return referrals.advance({ ...next, beside: holdingBed(free, holdOf(before.id, bed.until)) });
      }),
    );
    expect(outcomes.filter((outcome) => outcome === "advanced")).toHaveLength(1);
    const named = (await Promise.all(cases.map(({ id }) => referrals.find(id)))).filter(
      (one) => one?.bed !== undefined,
    );
    expect(named).toHaveLength(1);
    expect((await stateOf("w1")).guard).toMatchObject({ kind: "held", hold: { id: named[0]?.id } });
  });

  test("a hold of a case that another overwrites after its time is listed until the case was told; no other hold is", async () => {
    const place = { facilityId, bedId: "w2" };
    const first = holdOf("case-1", noon + minute);
    await residents.hold(place, first, noon);
    await residents.hold(place, holdOf("h-1", noon + 3 * minute, "admission"), noon + 2 * minute);
    expect(await residents.listEndedHolds()).toEqual([{ place, hold: first }]);
    await residents.hold(place, holdOf("h-2", noon + hour, "admission"), noon + 4 * minute);
    expect(await residents.listEndedHolds()).toHaveLength(1);
    await residents.dropEndedHold({ place, hold: first });
    await residents.dropEndedHold({ place, hold: first });
    expect(await residents.listEndedHolds()).toEqual([]);
  });
});
