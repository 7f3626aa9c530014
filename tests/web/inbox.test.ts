import { describe, expect, test } from "vitest";
import type { RosterView } from "../../contracts/http/duties.ts";
import type { MeView } from "../../contracts/http/me.ts";
import { isOnDuty, onDutyAt } from "../../web/inbox/on-duty.ts";
import { countNight, lastNight } from "../../web/inbox/quiet-night.ts";
import { draftAlert, fallDraft, iso } from "./fixture/county.ts";

const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+08:00`);
const hour = 3_600_000;

describe("last night", () => {
  test.each([
    ["in the morning it is the one that ended", at("09:00"), at("20:00") - 24 * hour, at("06:00")],
    ["at three it is the one that lasts", at("03:00"), at("20:00") - 24 * hour, at("03:00")],
    ["from 20:00 on it is the new one", at("20:00"), at("20:00"), at("20:00")],
  ])("%s", (_claim, now, from, until) => {
    expect(lastNight(now)).toEqual({ from, until });
  });

  test("counts what called people, without tests and devices, and how soon half were answered", () => {
    const now = at("09:00");
    const night = lastNight(now);
    const raised = (id: string, clock: string, answeredAfterMs?: number) => {
      const alert = draftAlert({ id, facilityId: "f" }, { ...fallDraft, minutesAgo: (now - at(clock)) / 60_000 }, now);
      const answer = { at: iso(at(clock) + (answeredAfterMs ?? 0)), what: "acknowledged" as const, by: "李护工" };
      return { ...alert, timeline: answeredAfterMs === undefined ? alert.timeline : [...alert.timeline, answer] };
    };
    const alerts = [
      raised("a", "01:00", 30_000),
      { ...raised("b", "02:00", 90_000), outcome: "false" as const },
      raised("c", "03:00"),
      raised("d", "07:00", 1_000),
      { ...raised("e", "04:00", 1_000), outcome: "test" as const },
      { ...raised("f", "04:30", 1_000), technical: true },
    ];
    expect(countNight(alerts, night)).toEqual({ alerts: 3, isFalse: 1, medianAnswerMs: 30_000 });
    expect(countNight([], night)).toEqual({ alerts: 0, isFalse: 0, medianAnswerMs: undefined });
  });
});

describe("on duty", () => {
  const now = at("03:14");
  const duty = (id: string, from: string, until: string): RosterView["items"][number] => ({
    id,
    role: "carer",
    person: { id, name: id },
    from: iso(at(from)),
    until: iso(at(until)),
    kind: "planned",
    version: 1,
  });
  const roster: RosterView = {
    from: iso(now),
    until: iso(now + 24 * hour),
    items: [duty("li", "00:00", "08:00"), duty("wang", "08:00", "16:00"), duty("zhao", "02:00", "04:00")],
    rolesWithRoster: ["carer"],
    gaps: [],
    overlaps: [],
    swaps: [],
    people: ["li", "wang", "zhao"].map((id) => ({ id, name: id, roles: ["carer"] })),
  };
  const somebody = (id: string, role: MeView["roles"][number]["role"]): MeView => ({
    id,
    name: id,
    roles: [{ role, facilityId: "sunshine" }],
    reach: { language: "zh", pushes: 0 },
    everywhere: [],
    facilities: [],
    residents: [],
  });

  test("are those whose duty covers the moment, the first to leave first; its end belongs to the next", () => {
    expect(onDutyAt(roster, now).map(({ id }) => id)).toEqual(["zhao", "li"]);
    expect(onDutyAt(roster, at("08:00")).map(({ id }) => id)).toEqual(["wang"]);
  });

  const everywhere: MeView = { ...somebody("chen", "nurse"), roles: [{ role: "nurse" }] };
  const left: RosterView = { ...roster, people: roster.people.filter(({ id }) => id === "wang") };
  const gap: RosterView = { ...roster, items: [duty("wang", "08:00", "16:00"), duty("zhao", "00:00", "03:14")] };

  test.each<[string, MeView, RosterView | undefined, boolean]>([
    ["who stands in the roster now", somebody("li", "carer"), roster, true],
    ["not who stands in it later", somebody("wang", "carer"), roster, false],
    ["a nurse where nurses have no roster", somebody("chen", "nurse"), roster, true],
    ["not a manager while somebody stands in it", somebody("zhou", "facility-manager"), roster, false],
    ["in a gap, who comes later", somebody("wang", "carer"), gap, true],
    ["in a gap, who just left", somebody("zhao", "carer"), gap, true],
    ["in a gap, who stands in it nowhere", somebody("qian", "carer"), gap, true],
    ["everybody when those in it hold the role no more", somebody("wang", "carer"), left, true],
    ["a nurse of the whole service where nurses have no roster", everywhere, roster, true],
    ["in a gap, the manager", somebody("zhou", "facility-manager"), gap, true],
    ["everybody while no roster is known: one alarm too many is better", somebody("wang", "carer"), undefined, true],
  ])("%s", (_claim, me, known, is) => {
    expect(isOnDuty(me, "sunshine", known, now)).toBe(is);
  });
});
