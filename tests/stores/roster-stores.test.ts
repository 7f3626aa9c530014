import { beforeAll, describe, expect, test } from "vitest";
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
