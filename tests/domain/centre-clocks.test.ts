import { describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { clocksOf } from "../../domain/referrals/centres.ts";
import { caseFigures } from "../../domain/referrals/figures.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { PointCode } from "../../domain/referrals/time-points.ts";

const start = 1_800_000_000_000;
const by = { id: "p", name: "p" };

/** A chest pain that left the first house after 20 minutes and stood in the hospital's door after an hour. */
function chestPain(points: readonly (readonly [PointCode, number])[]): Referral {
  return {
    centre: "chest-pain",
    state: "arrived",
    requestedAt: start,
    stages: [
      { state: "accepted", at: start },
      { state: "en-route", at: start + 20 * minute },
      { state: "arrived", at: start + hour },
    ],
    offers: [],
    timePoints: points.map(([code, ms]) => ({ code, at: start + ms, recordedAt: start, by, facilityId: "h" })),
  } as unknown as Referral;
}

describe("the clocks of a chest pain", () => {
  test.each<[string, readonly (readonly [PointCode, number])[], string, object]>([
    [
      "a cath lab that is ready in 25 min",
      [
        ["cath-lab-activated", 0],
        ["cath-lab-ready", 25 * minute],
      ],
      "cath-lab-activation",
      { state: "met" },
    ],
    [
      "a cath lab that needs 31 min",
      [
        ["cath-lab-activated", 0],
        ["cath-lab-ready", 31 * minute],
      ],
      "cath-lab-activation",
      { state: "missed" },
    ],
    [
      "sent on within 30 min of the first door",
      [["first-door", -9 * minute]],
      "door-in-door-out",
      { state: "met", ms: 29 * minute },
    ],
    [
      "contact to wire in two hours",
      [
        ["first-medical-contact", 0],
        ["wire", 121 * minute],
      ],
      "contact-to-wire",
      { state: "missed" },
    ],
    ["lysis half an hour after the door", [["needle", 90 * minute]], "door-to-lysis", { state: "met" }],
    [
      "an ECG that was said to the minute, of the minute of the door",
      [["first-ecg", 60 * minute - 59_000]],
      "door-to-ecg",
      { state: "met", ms: 0 },
    ],
    ["an ECG in the minute before the door", [["first-ecg", 59 * minute]], "door-to-ecg", { state: "check" }],
    ["an ECG before the door", [["first-ecg", 50 * minute]], "door-to-ecg", { state: "check" }],
  ])("%s", (_claim, points, code, expected) => {
    const clock = clocksOf(chestPain(points), start + 3 * hour).find((each) => each.code === code);
    expect(clock).toMatchObject(expected);
  });

  test("times that cannot be right count in no figure, as met least of all", () => {
    const wrong = chestPain([
      ["first-ecg", 50 * minute],
      ["door", -hour],
    ]);
    expect(caseFigures(wrong, [], start + 3 * hour).toDoorMs).toBeUndefined();
    const before = caseFigures(chestPain([["first-ecg", 50 * minute]]), [], start + 3 * hour);
    expect(before.clocks.map(({ code }) => code)).not.toContain("door-to-ecg");
  });
});
