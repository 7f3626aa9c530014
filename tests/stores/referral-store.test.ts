import { beforeAll, describe, expect, test } from "vitest";
import { day, hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { type ReferralRequest, requestedReferral } from "../../domain/referrals/begin.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { incomingAlert } from "../../domain/referrals/referral-alerts.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { ReferralAction } from "../../domain/referrals/transitions.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { enginesUnderTest } from "../engines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");

function request(id: string, over: Partial<ReferralRequest> = {}, at = now) {
  const asked = {
    id,
    residentId: `resident-of-${id}`,
    residentName: "王桂英",
    originId: "home-1",
    destinationId: "hospital-1",
    direction: "up",
    mode: "routine",
  } as const;
  return requestedReferral({ ...asked, ...over }, at);
}

function next(before: Referral, action: ReferralAction, at = now + minute, toFacilityId?: string) {
  const result = advanceReferral(before, { action, ...(toFacilityId !== undefined && { toFacilityId }) }, at);
  if (result.kind !== "done") throw new Error(`${action} from ${before.state}: ${result.kind}`);
  return result;
}

const ids = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let store: ReferralStore;
  let steps: ReferralStepStore;

  beforeAll(async () => {
    engine = await open({ now: () => now });
    store = new ReferralStore(engine);
    steps = new ReferralStepStore(engine);
  });

  test("a case is read back as it was begun, with its first step and its snapshot", async () => {
    const { referral, step } = request("whole", { reason: "发热", centre: "stroke" });
    const snapshot = {
      schema: 1,
      id: "s-1",
      residentId: referral.residentId,
      occasion: "request",
      takenAt: now,
      fields: {},
    };
    expect(await store.begin({ referral, step, snapshots: [snapshot as Snapshot] })).toBe("begun");
    expect(await store.find("whole")).toEqual(referral);
    expect(await store.findOpen(referral.residentId)).toEqual(referral);
    expect((await steps.list("whole")).items).toEqual([step]);
    expect(await steps.findSnapshot("whole", "s-1")).toEqual(snapshot);
    expect((await steps.listSnapshots("whole")).items).toEqual([snapshot]);
  });

  test("of a hundred that begin for one resident at once one is begun", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => store.begin(request(`race-${n}`, { residentId: "raced" }))),
    );
    expect(outcomes.filter((outcome) => outcome === "begun")).toHaveLength(1);
    expect((await store.listOfResident("raced", 200)).items).toHaveLength(1);
  });

  test("of two who take a step from one version one does, and its row is written once", async () => {
    const { referral, step } = request("contended");
    await store.begin({ referral, step });
    const both = await Promise.all([store.advance(next(referral, "accept")), store.advance(next(referral, "decline"))]);
    expect(both.toSorted()).toEqual(["advanced", "conflict"]);
    expect((await steps.list("contended")).items).toHaveLength(2);
  });

  test("one that ends gives the place free, words after its end do not take it from the next", async () => {
    const { referral, step } = request("ending", { residentId: "again" });
    await store.begin({ referral, step });
    const ended = next(referral, "cancel");
    expect(await store.advance(ended)).toBe("advanced");
    expect(await store.begin(request("after", { residentId: "again" }))).toBe("begun");
    expect(await store.advance(next(ended.referral, "note"))).toBe("advanced");
    expect((await store.findOpen("again"))?.id).toBe("after");
  });

  test("one takes the place of another in one write, or neither is written", async () => {
    const first = request("first", { residentId: "replaced" });
    await store.begin(first);
    const ending = next(first.referral, "supersede");
    const second = request("second", { residentId: "replaced", mode: "green-channel" });
    expect(await store.begin(second, { ...ending, referral: { ...ending.referral, version: 7 } })).toBe("conflict");
    expect((await store.findOpen("replaced"))?.id).toBe("first");
    expect(await store.begin(second, ending)).toBe("begun");
    expect((await store.findOpen("replaced"))?.id).toBe("second");
    expect(await store.begin(request("third", { residentId: "replaced" }), ending)).toBe("open");
  });

  test("an alert of a house is raised with the step or not at all, and each house has its own", async () => {
    const { referral, step } = request("alerting", { mode: "green-channel" });
    const alert = incomingAlert(referral, "hospital-1", now);
    await store.begin({ referral, step, raised: [alert] });
    const alerts = new AlertStore(engine);
    expect(await alerts.find(alert.id)).toEqual(alert);
    const moved = next(referral, "substitute", now + minute, "hospital-2");
    const other = incomingAlert(moved.referral, "hospital-2", now);
    expect(await store.advance({ ...moved, raised: [other], changed: [{ ...alert, version: 9 }] })).toBe("conflict");
    expect(await alerts.find(other.id)).toBeUndefined();
    expect(await store.advance({ ...moved, raised: [other] })).toBe("advanced");
    expect(ids(await alerts.listOpen("hospital-2"))).toEqual([other.id]);
  });

  test("each house finds those in which it has a part, open and ended, and by when they were requested", async () => {
    const house = { originId: "l-home", destinationId: "l-hospital" };
    const [a, b] = [request("l-a", house, now - 2 * day), request("l-b", house, now - day)];
    await store.begin(a);
    await store.begin(b);
    expect(ids(await store.listOfHouse("l-home", "open"))).toEqual(["l-b", "l-a"]);
    expect(ids(await store.listOfHouse("l-hospital", "open"))).toEqual(["l-b", "l-a"]);
    let { referral } = a;
    for (const [action, to] of [["arrive"], ["admit"], ["ready", "l-centre"]] as const) {
      const taken = next(referral, action, now, to);
      await store.advance(taken);
      referral = taken.referral;
    }
    expect(ids(await store.listOfHouse("l-centre", "open"))).toEqual(["l-a"]);
    await store.advance(next(referral, "close"));
    expect(ids(await store.listOfHouse("l-centre", "open"))).toEqual([]);
    expect(ids(await store.listOfHouse("l-centre", "closed"))).toEqual(["l-a"]);
    expect(ids(await store.listRequestedBetween("l-hospital", now - 3 * day, now))).toEqual(["l-b", "l-a"]);
    expect(ids(await store.listRequestedBetween("l-hospital", now - 36 * hour, now))).toEqual(["l-b"]);
  });

  test("hospitals that sent the person on find the case as it is now, once, until they have another part in it", async () => {
    const begun = request("p-a", { originId: "p-home", destinationId: "p-first" });
    await store.begin(begun);
    let { referral } = begun;
    async function take(action: ReferralAction, to?: string): Promise<void> {
      const taken = next(referral, action, referral.requestedAt + referral.version * minute, to);
      expect(await store.advance({ ...taken, before: referral })).toBe("advanced");
      referral = taken.referral;
    }
    await take("arrive");
    await take("transfer-onward", "p-next");
    expect((await store.listOfHouse("p-first", "open")).items).toEqual([referral]);
    await take("stay");
    expect(ids(await store.listOfHouse("p-next", "open"))).toEqual([]);
    expect((await store.listOfHouse("p-first", "open")).items).toEqual([referral]);
    for (const to of ["p-next", "p-last"]) {
      await take("transfer-urgent", to);
      await take("depart");
      await take("arrive");
    }
    for (const house of ["p-home", "p-first", "p-next", "p-last"])
      expect((await store.listOfHouse(house, "open")).items, house).toEqual([referral]);
    expect(ids(await store.listOfResident(referral.residentId, 20))).toEqual(["p-a"]);
    expect(ids(await store.listDue(now + 400 * day, 10_000)).filter((id) => id === "p-a")).toHaveLength(1);
    await take("close");
    for (const house of ["p-first", "p-next"]) {
      expect(ids(await store.listOfHouse(house, "open")), house).toEqual([]);
      expect((await store.listOfHouse(house, "closed")).items, house).toEqual([referral]);
      expect(ids(await store.listRequestedBetween(house, now, now)), house).toEqual(["p-a"]);
    }
  });

  test("those that are due are found by their time, the longest overdue first, and none that has ended", async () => {
    const far = now + 400 * day;
    const late = request("d-late", {}, far);
    const later = request("d-later", {}, far + hour);
    await store.begin(later);
    await store.begin(late);
    const due = async (until: number) => ids(await store.listDue(until, 1000)).filter((id) => id.startsWith("d-"));
    expect(await due(far + hour)).toEqual([]);
    expect(await due(far + 4 * hour)).toEqual(["d-late", "d-later"]);
    await store.advance(next(late.referral, "cancel"));
    expect(await due(far + 4 * hour)).toEqual(["d-later"]);
  });

  test("a facility without a policy has none, and of two who set one at once one does", async () => {
    expect(await store.policy("nothing-set")).toEqual({ facilityId: "nothing-set", version: 0 });
    const policy = { facilityId: "set", greenChannel: { afterStep: 3 }, version: 1, setBy: "何院长", setAt: now };
    expect(await store.savePolicy(policy)).toBe("saved");
    expect(await store.savePolicy({ ...policy, greenChannel: { afterStep: 5 } })).toBe("conflict");
    expect(await store.policy("set")).toEqual(policy);
  });
});
