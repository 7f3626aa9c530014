import { describe, expect, test } from "vitest";
import { otherHouse, wayOf } from "../../web/inbox/alert-subject.ts";
import { fieldTime, saidTime } from "../../web/referral/said-time.ts";

const [home, hospital, township] = ["home", "hospital", "township"].map((id) => ({ id, name: `${id}!` })) as [
  { id: string; name: string },
  { id: string; name: string },
  { id: string; name: string },
];
const brief = {
  id: "r",
  residentName: "王桂英",
  direction: "up" as const,
  origin: home,
  destination: hospital,
  contactPhone: "1",
  receiverPhone: "2",
  version: 1,
};
const down = { ...brief, direction: "down" as const, return: township };

describe("an alert about a referral", () => {
  test.each([
    ["up", brief, ["home!", "hospital!"]],
    ["down to another house", down, ["hospital!", "township!"]],
    ["down again", { ...brief, direction: "down" as const }, ["hospital!", "home!"]],
  ])("says from where to where somebody goes: %s", (_claim, one, way) => {
    expect(wayOf(one)).toEqual(way);
  });

  test.each([
    ["who sends is given the receiver's number", brief, "home", "hospital!", "2"],
    ["who receives is given the sender's", brief, "hospital", "home!", "1"],
    ["on the way down the hospital sends", down, "hospital", "township!", "2"],
    ["and the other house receives", down, "township", "hospital!", "1"],
  ])("%s", (_claim, one, ownId, name, phone) => {
    expect(otherHouse(one, ownId)).toEqual({ name, phone });
  });
});

describe("a time that is said", () => {
  const now = Date.parse("2026-11-22T02:13:42+08:00");

  test("stands in its field to the minute, in the time of Asia/Shanghai", () => {
    expect(fieldTime(now)).toBe("2026-11-22T02:13");
  });

  test.each([
    ["this minute: the service's own clock says it", "2026-11-22T02:13", undefined],
    ["nothing", "", undefined],
    ["another minute", "2026-11-21T22:30", "2026-11-21T22:30:00+08:00"],
  ])("%s", (_claim, field, said) => {
    expect(saidTime(field, now)).toBe(said);
  });
});
