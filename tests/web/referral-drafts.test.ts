import { describe, expect, test } from "vitest";
import { badFollowUps, changeOf, draftOf } from "../../web/referral/snapshot-draft.ts";
import { offeredSteps } from "../../web/referral/step-order.ts";

const field = (name: string, value: unknown) => ({
  name,
  part: "background" as const,
  title: { zh: name, en: name },
  lines: [],
  by: { kind: "system" as const },
  value,
});

const snapshot = {
  fields: [
    field("situation", "跌倒"),
    field("diagnoses", [{ name: "高血压", icd10: "I10" }]),
    field("medicines", [{ name: "阿司匹林", dosage: "100 mg", since: "2024" }]),
    field("allergies", ["青霉素"]),
  ],
};

describe("a hand-over as words to edit", () => {
  test("sends nothing when nothing was changed", () => {
    expect(changeOf(snapshot, draftOf(snapshot))).toEqual({});
  });

  test("sends only what was changed, what was emptied as null, and keeps what else was known of a line", () => {
    const draft = {
      ...draftOf(snapshot),
      situation: " ",
      diagnoses: "高血压\n右髋骨折",
      medicines: "阿司匹林 | 50 mg\n钙片",
      followUps: "2026-12-07 复查",
    };
    expect(changeOf(snapshot, draft)).toEqual({
      situation: null,
      diagnoses: [{ name: "高血压", icd10: "I10" }, { name: "右髋骨折" }],
      medicines: [{ name: "阿司匹林", dosage: "50 mg", since: "2024" }, { name: "钙片" }],
      followUps: [{ dueOn: "2026-12-07", what: "复查" }],
    });
  });

  test.each([
    ["", false],
    ["2026-12-07 复查", false],
    ["2026-12-07", true],
    ["12 月 7 日 复查", true],
    ["2026-13-07 复查", true],
  ])("a follow-up %j is faulty: %s", (followUps, isFaulty) => {
    expect(badFollowUps({ ...draftOf(snapshot), followUps })).toBe(isFaulty);
  });
});

describe("what is offered first", () => {
  const can = (
    ...steps: readonly (readonly ["accept" | "depart" | "arrange-transport" | "offer-down" | "note", boolean])[]
  ) => steps.map(([action, byPhone]) => ({ do: action, as: "home", byPhone }));

  test("the usual way of the own house is large, that of the other house stands under the telephone", () => {
    const offered = offeredSteps({
      can: can(["accept", true], ["note", false]),
      state: "requested",
      mode: "routine",
      returnOffers: [],
    });
    expect(offered.main).toEqual([]);
    expect(offered.byPhone.map((step) => step.do)).toEqual(["accept"]);
    expect(offered.others).toEqual([]);
  });

  test.each([
    ["green-channel", ["depart", "arrange-transport"]],
    ["routine", ["arrange-transport", "depart"]],
  ] as const)("in the mode %s whoever is accepted is offered %j", (mode, order) => {
    const steps = can(["arrange-transport", false], ["depart", false]);
    const { main } = offeredSteps({ can: steps, state: "accepted", mode, returnOffers: [] });
    expect(main.map((step) => step.do)).toEqual(order);
  });

  test("where the house that was asked does not take the person back, another one is asked", () => {
    const declined = {
      facility: { id: "home", name: "家" },
      at: "2026-11-23T02:00:00+08:00",
      answer: "declined",
    } as const;
    const { main } = offeredSteps({
      can: can(["offer-down", false]),
      state: "ready-for-down",
      mode: "routine",
      returnOffers: [declined],
    });
    expect(main.map((step) => step.do)).toEqual(["offer-down"]);
  });
});
