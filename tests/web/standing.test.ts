import { describe, expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { alarmQueue, callKey } from "../../web/alarm/alarm-queue.ts";
import { offeredFor } from "../../web/board/alert-actions.tsx";
import { canBeShelved, isHandedOver, nextStepOf, standingOf } from "../../web/inbox/standing.ts";
import { draftAlert, fallDraft, iso, personIdOf } from "./fixture/county.ts";

const now = Date.parse("2026-11-22T03:14:00+08:00");
const minute = 60_000;
const wang = { id: "wang", facilityId: "sunshine" };
const me = { id: personIdOf("李护工"), name: "李护工" };
const fall = draftAlert(wang, fallDraft, now);
const taken = (by: string): AlertView => draftAlert(wang, { ...fallDraft, by }, now);
const shelved = (until: number): AlertView => ({
  ...fall,
  shelved: { until: iso(until), by: "陈护士", reason: "翻身" },
});

describe("where an alert stands", () => {
  test.each<[string, AlertView, string]>([
    ["what nobody has waits", fall, "waiting"],
    ["what I have is mine", taken("李护工"), "mine"],
    ["what a colleague has is theirs", taken("陈护士"), "others"],
    [
      "somebody of the same name is somebody else",
      { ...taken("李护工"), holder: { personId: "p2", name: "李护工", since: iso(now) } },
      "others",
    ],
    ["at the bedside it is still mine", { ...taken("李护工"), handling: "on-site" }, "mine"],
    ["a pause sets it apart", shelved(now + minute), "shelved"],
    ["a pause that is over does not", shelved(now), "waiting"],
    ["about a device it stands apart, whoever has it", { ...taken("李护工"), technical: true }, "technical"],
    ["what was taken back waits again", { ...taken("李护工"), handling: "new" }, "waiting"],
  ])("%s", (_claim, alert, standing) => {
    expect(standingOf(alert, me, now)).toBe(standing);
  });

  test("where nobody signed in, the name that was given says whose it is", () => {
    expect(standingOf(taken("李护工"), { name: "李护工" }, now)).toBe("mine");
    expect(standingOf(taken("李护工"), {}, now)).toBe("others");
  });
});

describe("what is offered", () => {
  test.each<[string, AlertView, boolean, ReturnType<typeof offeredFor>]>([
    ["to go to what nobody has", fall, false, { primary: "acknowledge", release: false }],
    ["to be there, or to take it back, once I am going", taken("李护工"), false, { primary: "on-site", release: true }],
    [
      "to finish once I am there",
      { ...taken("李护工"), handling: "on-site" },
      false,
      { primary: "resolve", release: true },
    ],
    ["to take over from a colleague", taken("陈护士"), false, { primary: "takeOver", release: false }],
    ["to go in spite of a pause", shelved(now + minute), true, { primary: "acknowledge", release: false }],
  ])("%s", (_claim, alert, isShelved, offered) => {
    expect(offeredFor(alert, me, isShelved)).toEqual(offered);
  });

  test("to be silenced is offered where the service says so, while it is open", () => {
    expect(canBeShelved({ ...fall, shelvable: true })).toBe(true);
    expect(canBeShelved({ ...fall, shelvable: true, closedAt: iso(now) })).toBe(false);
    expect(canBeShelved({ ...fall, shelvable: false })).toBe(false);
    expect(canBeShelved(fall)).toBe(false);
  });
});

describe("the next step", () => {
  const raisedAt = Date.parse(fall.raisedAt);
  const called = { roles: [], persons: 0, channels: 0 };
  const calling = (due: number, taken = 1, next = true): AlertView => ({
    ...fall,
    escalation: { state: "calling", round: 1, taken, called, nextAt: iso(due), ...(next ? { next: called } : {}) },
  });

  test("counts down from the last call, full at its beginning and empty when it is due", () => {
    const alert = calling(raisedAt + 2 * minute);
    expect(nextStepOf(alert, raisedAt)).toMatchObject({ kind: "calls", fraction: 1, leftMs: 2 * minute });
    expect(nextStepOf(alert, raisedAt + minute)?.fraction).toBe(0.5);
    expect(nextStepOf(alert, raisedAt + 5 * minute)).toMatchObject({ fraction: 0, leftMs: 0 });
  });

  test("begins anew with each call", () => {
    const timeline = [...fall.timeline, { at: iso(raisedAt + minute), what: "called" as const }];
    const alert = { ...calling(raisedAt + 3 * minute), timeline };
    expect(nextStepOf(alert, raisedAt + 2 * minute)?.fraction).toBe(0.5);
  });

  test("says when the same people are called again", () => {
    expect(nextStepOf(calling(raisedAt + minute, 3, false), raisedAt)?.kind).toBe("repeats");
  });

  test("of somebody on the way says when it calls again unless they are there", () => {
    expect(nextStepOf(taken("李护工"), now)?.kind).toBe("reopens");
  });

  test("is not there when nobody more is called", () => {
    expect(nextStepOf({ ...fall, escalation: { state: "quiet", round: 1, taken: 1, called } }, now)).toBeUndefined();
    const { escalation: _, ...old } = fall;
    expect(nextStepOf(old, now)).toBeUndefined();
    expect(nextStepOf({ ...calling(now + minute), closedAt: iso(now) }, now)).toBeUndefined();
  });
});

describe("what fills the screen", () => {
  const older = { ...draftAlert({ id: "li", facilityId: "sunshine" }, { ...fallDraft, minutesAgo: 3 }, now) };
  const listener = { now, answersFor: () => true, putAside: new Set<string>() };
  const shownIds = (alerts: readonly AlertView[], changes: Partial<Parameters<typeof alarmQueue>[1]> = {}) => {
    const { shown, waiting, aside } = alarmQueue(alerts, { ...listener, ...changes });
    return { shown: shown?.id, waiting: waiting.map(({ id }) => id), aside: aside.map(({ id }) => id) };
  };

  test("the longest waiting first, the others queue", () => {
    expect(shownIds([fall, older])).toEqual({ shown: older.id, waiting: [fall.id], aside: [] });
  });

  test.each<[string, AlertView]>([
    ["an alert about a device", { ...fall, technical: true }],
    ["medium priority", { ...fall, priority: "medium" }],
    ["one that somebody has answered", taken("陈护士")],
    ["one that is silenced", shelved(now + minute)],
    ["one that is closed", { ...fall, closedAt: iso(now) }],
  ])("never %s", (_claim, alert) => {
    expect(shownIds([alert])).toEqual({ shown: undefined, waiting: [], aside: [] });
  });

  test("nobody's screen who is not on duty there", () => {
    expect(shownIds([fall], { answersFor: () => false }).shown).toBeUndefined();
  });

  test("whoever is busy has it at the edge, until they call it up or are done", () => {
    const busy = { isBusy: true };
    expect(shownIds([fall, older], busy)).toEqual({ shown: undefined, waiting: [], aside: [older.id, fall.id] });
    const calledUp = new Set([callKey(older)]);
    expect(shownIds([fall, older], { ...busy, calledUp })).toEqual({ shown: older.id, waiting: [], aside: [fall.id] });
    expect(shownIds([older], { ...busy, calledUp, putAside: calledUp }).shown).toBeUndefined();
    expect(shownIds([fall, older]).shown).toBe(older.id);
  });

  test("what was put aside waits at the edge, until it calls from the beginning", () => {
    const putAside = new Set([callKey(fall)]);
    expect(shownIds([fall], { putAside })).toEqual({ shown: undefined, waiting: [], aside: [fall.id] });
    const again = { ...fall, escalation: { ...(fall.escalation as NonNullable<AlertView["escalation"]>), round: 2 } };
    expect(shownIds([again], { putAside }).shown).toBe(fall.id);
  });

  test("the alert whose own page is open does not cover it", () => {
    expect(shownIds([fall], { openId: fall.id }).shown).toBeUndefined();
  });
});

describe("an alert that was handed over", () => {
  const step = (what: AlertView["timeline"][number]["what"]) => ({ at: iso(now), what, by: "李秀梅" });
  const held = (...steps: Parameters<typeof step>[0][]): AlertView => ({
    ...taken("陈静"),
    timeline: [...fall.timeline, ...steps.map(step)],
  });

  test.each<[string, AlertView, boolean]>([
    ["is not on its way by the hand-over alone", held("acknowledged", "handed-over"), true],
    ["and a word on it changes nothing", held("acknowledged", "handed-over", "commented"), true],
    ["is, once who has it goes", held("acknowledged", "handed-over", "acknowledged"), false],
    ["one that was never handed over is", held("acknowledged"), false],
    ["at the bedside is at the bedside", { ...held("handed-over", "on-site"), handling: "on-site" }, false],
  ])("%s", (_claim, alert, isGiven) => {
    expect(isHandedOver(alert)).toBe(isGiven);
  });
});
