import { describe, expect, test } from "vitest";
import {
  badFollowUps,
  changeOf,
  draftOf,
  hasPastFollowUp,
  namelessMedicines,
  type SnapshotDraft,
  untouched,
} from "../../web/referral/snapshot-draft.ts";
import { declinedBy, declinedLast, isPressing, offeredSteps } from "../../web/referral/step-order.ts";
import { tickedByPhone } from "../../web/referral/ticked-by-phone.ts";

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
      medicines: [
        { name: "阿司匹林", dosage: "50 mg" },
        { name: " 钙片 ", dosage: " " },
      ],
      followUps: "2026-12-07 复查",
    };
    expect(changeOf(snapshot, draft)).toEqual({
      situation: null,
      diagnoses: [{ name: "高血压", icd10: "I10" }, { name: "右髋骨折" }],
      medicines: [{ name: "阿司匹林", dosage: "50 mg", since: "2024" }, { name: "钙片" }],
      followUps: [{ dueOn: "2026-12-07", what: "复查" }],
    });
  });

  const carried = {
    fields: [
      field("medicines", "none-known"),
      field("isolation", ["contact"]),
      field("tubes", [{ kind: "urinary-catheter", note: "16 Fr", since: "2026-11-20" }]),
      field("pressureInjuries", ["骶尾部 2期"]),
      field("mobility", "wheelchair"),
    ],
  };

  test("isolation, tubes, pressure injuries and mobility are edited, and nothing of them is lost by looking", () => {
    expect(changeOf(carried, draftOf(carried))).toEqual({});
    const draft = {
      ...draftOf(carried),
      isolation: ["droplet", "contact"],
      tubes: [...draftOf(carried).tubes, { kind: "oxygen", note: "2 L/min", since: "" }],
      pressureInjuries: "骶尾部 2期\n左足跟 1期",
      mobility: "bedridden",
    };
    expect(changeOf(carried, draft)).toEqual({
      isolation: ["contact", "droplet"],
      tubes: [
        { kind: "urinary-catheter", note: "16 Fr", since: "2026-11-20" },
        { kind: "oxygen", note: "2 L/min" },
      ],
      pressureInjuries: ["骶尾部 2期", "左足跟 1期"],
      mobility: "bedridden",
    });
  });

  test("what is emptied is taken away", () => {
    const draft = { ...draftOf(carried), isolation: [], tubes: [], pressureInjuries: "", mobility: "" };
    expect(changeOf(carried, draft)).toEqual({ isolation: null, tubes: null, pressureInjuries: null, mobility: null });
  });

  test.each<[string, Partial<SnapshotDraft>, unknown]>([
    ["that there are none is not the same as that nobody said", { noMedicines: false }, null],
    ["a medicine that is named is one", { medicines: [{ name: "钙片" }] }, [{ name: "钙片" }]],
  ])("of medicines: %s", (_claim, change, expected) => {
    expect(changeOf(carried, { ...draftOf(carried), ...change })).toEqual({ medicines: expected });
    expect(changeOf(snapshot, { ...draftOf(snapshot), medicines: [], noMedicines: true })).toEqual({
      medicines: "none-known",
    });
  });

  test("a medicine without its name is told by its place", () => {
    const medicines = [{ name: "钙片" }, { name: " ", dosage: "5 mg" }];
    expect(namelessMedicines({ ...draftOf(snapshot), medicines })).toEqual([1]);
  });

  test("what others wrote is taken up, but for what was typed here", () => {
    const now = { fields: [field("mobility", "bedridden"), field("medicines", [{ name: "钙片" }])] };
    const typed = { ...draftOf(carried), tubes: [] };
    const taken = untouched(carried, now, typed);
    expect(taken).toMatchObject({ mobility: "bedridden", medicines: [{ name: "钙片" }], noMedicines: false });
    expect(taken).not.toHaveProperty("tubes");
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

describe("a follow-up of a day that is over", () => {
  const listed = { fields: [field("followUps", [{ what: "复查", dueOn: "2026-11-20" }])] };
  test.each([
    ["2026-11-21 复查", true],
    ["2026-11-22 复查", false],
    ["2026-11-20 复查", false],
    ["2026-11-20 复查胸片", true],
  ])("%j is refused: %s", (followUps, isPast) => {
    expect(hasPastFollowUp(listed, { followUps }, "2026-11-22")).toBe(isPast);
  });
});

describe("who ticked a follow-up", () => {
  const item = { what: "复查", dueOn: "2026-11-26" };
  const at = "2026-11-26T04:00:00.000Z";
  const tick = { at, followUp: item, phone: { with: "松鹤院护士" } };
  test("is whoever said so on the telephone, by the step that ticked it", () => {
    const said = (one: object) => tickedByPhone([one] as never, item, at);
    expect([tick, { ...tick, phone: undefined }, { ...tick, at: "2026-11-25T04:00:00.000Z" }].map(said)).toEqual([
      "松鹤院护士",
      undefined,
      undefined,
    ]);
  });
});

describe("the next house", () => {
  const offered = (id: string, answer?: "declined" | "accepted") => ({
    facility: { id, name: id },
    at: "2026-11-22T04:00:00.000Z",
    ...(answer !== undefined && { answer }),
  });
  const asked = {
    offers: [offered("b", "declined"), offered("c", "declined"), offered("c", "accepted")],
    returnOffers: [offered("d", "declined")],
  };

  test("that has declined is marked and comes last, unless it said otherwise since", () => {
    const declined = declinedBy(asked, "offer");
    expect(declinedLast(["b", "c", "a"], declined)).toEqual([
      { id: "c", hasDeclined: false },
      { id: "a", hasDeclined: false },
      { id: "b", hasDeclined: true },
    ]);
  });

  test("on the way back is told by who declined on the way back", () => {
    expect([declinedBy(asked, "offer-down"), declinedBy(asked, "substitute")]).toEqual([["d"], ["b"]]);
  });
});

describe("what is offered first", () => {
  test.each([
    ["ready", 1, false],
    ["ready", 24, true],
    ["admit", 0, true],
  ] as const)("%s after %i hours is what has to be done now: %s", (action, hours, isNow) => {
    const since = "2026-11-22T04:00:00.000Z";
    expect(isPressing({ do: action }, { since }, Date.parse(since) + hours * 3_600_000)).toBe(isNow);
  });

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
