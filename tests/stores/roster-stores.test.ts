import { beforeAll, describe, expect, test } from "vitest";
import { overlapsOf } from "../../domain/duty/roster.ts";
import type { Shift } from "../../domain/duty/shift.ts";
import type { DutySwap } from "../../domain/duty/swap.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import type { EscalationPolicy } from "../../domain/escalation/policy.ts";
import { hour } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { EscalationPolicyStore } from "../../stores/escalation-policy-store.ts";
import { enginesUnderTest } from "../engines.ts";

const midnight = Date.parse("2036-11-22T00:00:00+08:00");

function duty(facilityId: string, id: string, fromHour: number, untilHour: number): Shift {
  const span = { from: midnight + fromHour * hour, until: midnight + untilHour * hour };
  return { id, facilityId, role: "carer", personId: "carer-1", ...span, kind: "planned", version: 1 };
}

function nextOf(shift: Shift, change: Partial<Shift> = {}): Shift {
  return { ...shift, ...change, version: shift.version + 1 };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let duties: DutyStore;
  beforeAll(async () => {
    engine = await open();
    duties = new DutyStore(engine);
  });

  const idsBetween = async (facilityId: string, fromHour: number, untilHour: number) => {
    const listing = await duties.listBetween(facilityId, midnight + fromHour * hour, midnight + untilHour * hour);
    return listing.items.map(({ id }) => id);
  };

  test("duties are found by what they have in common with a time, in their order, however long they last", async () => {
    const put = [duty("f-time", "long", -20, 16), duty("f-time", "late", 23, 31), duty("f-time", "early", 7, 15)];
    expect(await duties.commit({ put: [...put, duty("f-other", "x", 7, 15)] })).toBe("committed");
    expect(await idsBetween("f-time", 0, 24)).toEqual(["long", "early", "late"]);
    expect(await idsBetween("f-time", 15, 16)).toEqual(["long"]);
    expect(await idsBetween("f-time", 16, 23)).toEqual([]);
    expect(await idsBetween("f-time", 30, 40)).toEqual(["late"]);
    expect(await idsBetween("f-time", 31, 40)).toEqual([]);
  });

  test("a duty that moves is found at its new time alone", async () => {
    const before = duty("f-move", "d1", 7, 15);
    await duties.commit({ put: [before] });
    const after = nextOf(before, { from: midnight + 47 * hour, until: midnight + 55 * hour });
    expect(await duties.commit({ put: [after] })).toBe("committed");
    expect(await idsBetween("f-move", 0, 24)).toEqual([]);
    expect(await idsBetween("f-move", 47, 48)).toEqual(["d1"]);
    expect(await duties.find("f-move", "d1")).toEqual(after);
  });

  test("changes are all made or none, and only to what was read", async () => {
    const [one, two] = [duty("f-all", "d1", 7, 15), duty("f-all", "d2", 15, 23)];
    await duties.commit({ put: [one, two] });
    expect(await duties.commit({ put: [nextOf(one), nextOf(nextOf(two))] })).toBe("conflict");
    expect(await duties.commit({ put: [one] })).toBe("conflict");
    expect(await duties.commit({ put: [], removed: [nextOf(one)] })).toBe("conflict");
    expect(await duties.find("f-all", "d1")).toEqual(one);
    expect(await duties.commit({ put: [nextOf(one)], removed: [two] })).toBe("committed");
    expect(await duties.find("f-all", "d2")).toBeUndefined();
  });

  test("a swap waits among the open ones until it is answered, and its duties change with the answer or not at all", async () => {
    const [own, other] = [duty("f-swap", "d1", 7, 15), duty("f-swap", "d2", 31, 39)];
    await duties.commit({ put: [own, other] });
    const agreed = ({ id, personId, version }: Shift) => ({ dutyId: id, personId, version });
    const swap: DutySwap = {
      ...{ id: "s1", facilityId: "f-swap", own: agreed(own), other: agreed(other) },
      ...{ state: "proposed", proposedAt: midnight, version: 1 },
    };
    expect(await duties.saveSwap(swap)).toBe("saved");
    expect(await duties.saveSwap(swap)).toBe("conflict");
    expect((await duties.listOpenSwaps("f-swap")).items).toEqual([swap]);
    expect((await duties.listOpenSwaps("f-other")).items).toEqual([]);
    const accepted: DutySwap = { ...swap, state: "accepted", answeredAt: midnight + 1, version: 2 };
    expect(await duties.commit({ put: [nextOf(own), nextOf(nextOf(other))], swap: accepted })).toBe("conflict");
    expect(await duties.findSwap("f-swap", "s1")).toEqual(swap);
    expect(await duties.commit({ put: [nextOf(own), nextOf(other)], swap: accepted })).toBe("committed");
    expect((await duties.listOpenSwaps("f-swap")).items).toEqual([]);
    expect(await duties.findSwap("f-swap", "s1")).toEqual(accepted);
    expect(await idsBetween("f-swap", 0, 48)).toEqual(["d1", "d2"]);
  });

  describe("of planners who plan the same person at once", () => {
    const roster = (facilityId: string, version: number) => ({ facilityId, version, now: midnight });
    const who = (facilityId: string) => ({ facilityId, role: "carer", personId: "carer-1" }) as const;

    /** As whoever plans does it, without ever asking an index: as if it lagged for as long as the test takes. */
    async function plan(shift: Shift): Promise<"committed" | "conflict" | "taken"> {
      const version = await duties.versionOf(shift.facilityId);
      if ((await duties.takenBy(shift, shift.from, shift.until)).length > 0) return "taken";
      return duties.commit({ put: [shift], roster: roster(shift.facilityId, version) });
    }

    test("one has the time, and the others learn it, however late an index is", async () => {
      const shifts = Array.from({ length: 8 }, (_, n) => duty("f-race", `d${n}`, 7 + n / 4, 15 + n / 4));
      const first = await Promise.all(shifts.map(plan));
      expect(first.filter((outcome) => outcome === "committed")).toHaveLength(1);
      const again = await Promise.all(shifts.map(plan));
      expect(again.every((outcome) => outcome === "taken")).toBe(true);
      expect(await duties.takenBy(who("f-race"), midnight, midnight + 24 * hour)).toHaveLength(1);
    });

    test("in a hundred attempts nobody gets a time that another has", async () => {
      const shifts = Array.from({ length: 100 }, (_, n) => duty("f-many", `d${n}`, n % 37, (n % 37) + 8));
      for (let at = 0; at < shifts.length; at += 10) await Promise.all(shifts.slice(at, at + 10).map(plan));
      const given = await duties.takenBy(who("f-many"), midnight - 100 * hour, midnight + 100 * hour);
      expect(given.length).toBeGreaterThan(0);
      expect(overlapsOf(given)).toEqual([]);
    });

    test("a time is free again when its duty is removed, moved or given to another", async () => {
      const [one, two, three] = [
        duty("f-free", "d1", 7, 15),
        duty("f-free", "d2", 15, 23),
        duty("f-free", "d3", 23, 31),
      ];
      await duties.commit({ put: [one, two, three], roster: roster("f-free", 0) });
      const moved = nextOf(two, { from: midnight + 40 * hour, until: midnight + 48 * hour });
      const given = nextOf(three, { personId: "carer-2" });
      await duties.commit({ put: [moved, given], removed: [one], roster: roster("f-free", 1) });
      expect(await duties.takenBy(who("f-free"), midnight, midnight + 40 * hour)).toEqual([]);
      expect(await duties.takenBy(who("f-free"), midnight + 40 * hour, midnight + 41 * hour)).toEqual([moved]);
      expect(await duties.takenBy({ ...who("f-free"), personId: "carer-2" }, midnight, midnight + 99 * hour)).toEqual([
        given,
      ]);
    });

    test("what is over is forgotten, so that the times of a person stay few", async () => {
      await duties.commit({ put: [duty("f-past", "old", 7, 15)], roster: roster("f-past", 0) });
      const later = { ...roster("f-past", 1), now: midnight + 16 * hour };
      await duties.commit({ put: [duty("f-past", "new", 31, 39)], roster: later });
      const given = await duties.takenBy(who("f-past"), midnight, midnight + 99 * hour);
      expect(given.map(({ id }) => id)).toEqual(["new"]);
    });
  });

  test("a facility has the default policy until it sets one; every version is kept, and one is written once", async () => {
    const policies = new EscalationPolicyStore(engine);
    expect(await policies.current("f-policy")).toEqual(defaultPolicy("f-policy"));
    const rules = defaultPolicy("f-policy").rules.slice(0, 1);
    const versions: readonly EscalationPolicy[] = Array.from({ length: 11 }, (_, n) => ({
      ...{ facilityId: "f-policy", rules, version: n + 1, setBy: "赵国强", setAt: midnight + n },
    }));
    for (const version of versions) expect(await policies.save(version)).toBe("saved");
    expect(await policies.save({ ...(versions[3] as EscalationPolicy), setBy: "x" })).toBe("conflict");
    expect(await policies.current("f-policy")).toEqual(versions[10]);
    expect((await policies.history("f-policy", 3)).items.map(({ version }) => version)).toEqual([11, 10, 9]);
  });

  test("who goes back to the default has the rules that are the default today", async () => {
    const policies = new EscalationPolicyStore(engine);
    await policies.save({ facilityId: "f-back", rules: [], version: 1, isDefault: true, setBy: "赵国强", setAt: 1 });
    expect(await policies.current("f-back")).toMatchObject({ rules: defaultPolicy("f-back").rules, version: 1 });
  });
});
