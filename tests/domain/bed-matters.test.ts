import { describe, expect, test } from "vitest";
import { bedCallPolicy } from "../../domain/beds/call-policy.ts";
import type { BedConversion, ConversionStep } from "../../domain/beds/conversion.ts";
import { tellingOf } from "../../domain/beds/matter-alert.ts";
import { conversionMatter, expiredHoldMatter, familyMatters, isAskedStill } from "../../domain/beds/matters.ts";
import { ruleFor } from "../../domain/escalation/policy.ts";
import type { Facility, FamilyBed } from "../../domain/model/facility.ts";
import { day, hour, midnightInShanghai } from "../../domain/model/time.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const at = (action: ConversionStep["action"], by: string, more = {}): ConversionStep => ({
  at: noon,
  action,
  by,
  byId: by,
  ...more,
});
const asked: BedConversion = {
  id: "c1",
  facilityId: "home",
  bedId: "b1",
  residentId: "r1",
  from: "care",
  to: "medical",
  state: "requested",
  steps: [at("request", "陈护士")],
  version: 1,
};
const approval = {
  payer: { before: "care-fee", after: "medical-insurance" },
  settlementCutAt: noon + 2 * day,
} as const;
const ordered: BedConversion = { ...asked, state: "ordered", steps: [...asked.steps, at("order", "周医生")] };
const approved: BedConversion = {
  ...ordered,
  state: "approved",
  approval,
  steps: [...ordered.steps, at("approve", "赵院长")],
};
const effective: BedConversion = {
  ...approved,
  state: "effective",
  period: { from: noon },
  steps: [...approved.steps, at("take-effect", "陈护士")],
};
const returning: BedConversion = {
  ...effective,
  state: "return-ordered",
  steps: [...effective.steps, at("order-return", "周医生")],
};

describe("a conversion waits for", () => {
  test.each([
    ["a doctor's order, for a day", asked, "order", ["doctor"], noon + day, undefined],
    ["the manager's approval, for a day", ordered, "approve", ["facility-manager"], noon + day, undefined],
    [
      "its cut and an hour",
      approved,
      "take-effect",
      ["nurse", "doctor", "facility-manager"],
      noon + 2 * day + hour,
      "赵院长",
    ],
    [
      "its review, a fortnight and a day after it took effect",
      effective,
      "review",
      ["doctor"],
      noon + 15 * day,
      "周医生",
    ],
    ["its return, for a day", returning, "return", ["facility-manager"], noon + day, "赵院长"],
  ] as const)("%s", (_claim, conversion, what, roles, dueAt, owner) => {
    const matter = conversionMatter(conversion, false);
    expect(matter).toMatchObject({ what, roles, dueAt, residentId: "r1" });
    expect(matter?.owner).toBe(owner);
  });

  test.each([
    ["the day of the approval", { approval: { ...approval, reviewAt: noon + 5 * day } }, noon + 5 * day],
    [
      "the day of the last review",
      {
        approval: { ...approval, reviewAt: noon + 5 * day },
        steps: [...effective.steps, at("review", "周医生", { reviewAt: noon + 9 * day })],
      },
      noon + 9 * day,
    ],
    ["nothing before it took effect", { approval: { ...approval, reviewAt: noon - day } }, noon],
  ])("its review on %s", (_claim, more, since) => {
    expect(conversionMatter({ ...effective, ...more } as BedConversion, false)).toMatchObject({
      what: "review",
      since,
    });
  });

  test("its return as soon as whoever it is for has left, and nothing once it is over", () => {
    expect(conversionMatter(effective, true)).toMatchObject({ what: "left", roles: ["facility-manager"] });
    for (const state of ["returned", "refused", "cancelled"] as const)
      expect(conversionMatter({ ...effective, state }, false)).toBeUndefined();
  });

  test("each matter under a key of its own, the same as long as it is the same", () => {
    const reviewed = {
      ...effective,
      steps: [...effective.steps, at("review", "周医生", { reviewAt: noon + 9 * day })],
    };
    const all = [asked, ordered, approved, effective, reviewed, returning].map(
      (one) => conversionMatter(one, false)?.key,
    );
    expect(new Set([...all, conversionMatter(effective, true)?.key]).size).toBe(7);
    expect(conversionMatter({ ...ordered, version: 9 }, false)?.key).toBe(all[1]);
  });
});

describe("a family bed", () => {
  const today = "2026-11-22";
  const matters = (home: Partial<FamilyBed>): readonly unknown[] => {
    const facility: Facility = {
      id: "home",
      name: "松鹤院",
      kind: "care-home",
      beds: [
        { id: "f1", label: "家 1", home: { address: "和平里", ...home } },
        { id: "b1", label: "1 床" },
      ],
    };
    return familyMatters(facility, today, noon);
  };
  const order = (until: string) => [
    {
      assessedOn: "2026-09-01",
      assessedBy: "周",
      reason: "r",
      from: "2026-09-01",
      until,
      recordedAt: 0,
      recordedBy: "x",
    },
  ];
  const midnight = midnightInShanghai(noon);

  test.each([
    [
      "never assessed, with the day it was set up",
      { establishedOn: "2026-11-20" },
      "assess",
      midnight - 2 * day,
      midnight + 5 * day,
    ],
    ["never assessed", {}, "assess", noon, undefined],
    ["that ends in three days", { orders: order("2026-11-25") }, "renew", midnight - 4 * day, midnight + 4 * day],
    ["whose last day was yesterday", { orders: order("2026-11-21") }, "renew", midnight - 8 * day, midnight],
  ])("%s is asked after", (_claim, home, what, since, dueAt) => {
    expect(matters(home)).toMatchObject([{ what, since, bedId: "f1" }]);
    expect((matters(home)[0] as { readonly dueAt?: number }).dueAt).toBe(dueAt);
  });

  test.each([
    ["that runs", { orders: order("2027-01-31") }],
    ["that is closed", { closed: { on: "2026-11-01", reason: "x" } }],
  ])("%s is not", (_claim, home) => {
    expect(matters(home)).toEqual([]);
  });
});

test("a hold for which nobody came names who held it, and is asked after for a day", () => {
  const hold = { id: "h1", purpose: "admission", until: noon, heldAt: 0, by: "陈护士", byId: "p" } as const;
  const matter = expiredHoldMatter({ facilityId: "home", bedId: "b1" }, hold);
  expect(matter).toMatchObject({ what: "hold-expired", owner: "陈护士", since: noon });
  expect([noon, noon + day - 1, noon + day].map((now) => isAskedStill(matter, now))).toEqual([true, true, false]);
});

test.each([
  ["before it waits", noon - 1, "none"],
  ["while it waits", noon, "asked"],
  ["at its time", noon + day, "late"],
])("%s it is told as %s", (_claim, now, how) => {
  expect(tellingOf({ since: noon, dueAt: noon + day }, now)).toBe(how);
});

test("calls whose part it is, by day only; once it is late the manager too", () => {
  const concern = { priority: "low", isTechnical: false } as const;
  const called = (isLate: boolean) => ruleFor(bedCallPolicy("home", ["doctor"], isLate), concern, noon)?.steps[0]?.call;
  expect(called(false)).toEqual([{ kind: "on-duty", role: "doctor" }]);
  expect(called(true)).toEqual([
    { kind: "on-duty", role: "doctor" },
    { kind: "on-duty", role: "facility-manager" },
  ]);
  expect(ruleFor(bedCallPolicy("home", ["doctor"], true), concern, noon + 11 * hour)).toBeUndefined();
});
