import { expect, test } from "vitest";
import { nextOfRound } from "../../web/visit/round.ts";

const at = (minute: number) => `2026-11-22T09:${String(minute).padStart(2, "0")}:00+08:00`;
const visit = (id: string, change: object = {}) => ({
  ...{ id, roundId: "round", state: "requested" as const, requestedAt: at(0) },
  ...change,
});

test.each([
  ["the one after it", ["r-1", "r-2", "r-3"], "r-2", "r-3"],
  ["by number and not by letter", ["r-1", "r-2", "r-10"], "r-2", "r-10"],
  ["whoever was passed over, at the end of the round", ["r-1", "r-2"], "r-2", "r-1"],
  ["nobody, when all were seen", ["r-2"], "r-2", undefined],
])("next in a round comes %s", (_claim, ids, current, next) => {
  const all = ids.map((id) => visit(id));
  expect(nextOfRound(all, visit(current))?.id).toBe(next);
});

test("whoever was missed meanwhile is still to be seen; who was seen, called off or sent in is not", () => {
  const all = [
    visit("r-1", { state: "signed" }),
    visit("r-2", { state: "no-show" }),
    visit("r-3", { state: "cancelled" }),
    visit("r-4", { state: "unsuitable" }),
  ];
  expect(nextOfRound(all, visit("r-1"))?.id).toBe("r-2");
  expect(nextOfRound(all, visit("r-2"))).toBeUndefined();
});

test("a round goes by the time where there is one, and past whose notes alone are left and other rounds", () => {
  const [first, second, third] = [
    visit("b", { scheduledAt: at(10) }),
    visit("c", { scheduledAt: at(20), state: "notes" }),
    visit("a", { scheduledAt: at(30) }),
  ];
  expect(nextOfRound([first, second, third, visit("x", { roundId: "other" })], first)?.id).toBe("a");
  expect(nextOfRound([first, second, third], { ...first, roundId: undefined } as never)).toBeUndefined();
});
