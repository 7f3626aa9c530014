import { expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { type Pattern, type Sounded, silent, soundDue } from "../../web/shell/sound-plan.ts";
import { draftAlert, fallDraft } from "./fixture/county.ts";

const now = 1_000_000_000_000;
const fall = draftAlert({ id: "r1", facilityId: "f" }, fallDraft, now);
const medium: AlertView = { ...fall, id: "medium", priority: "medium" };
const battery: AlertView = { ...fall, id: "battery", priority: "medium", technical: true };
const heard = (pattern: Pattern, ago: number, ...alerts: readonly AlertView[]): Sounded => ({
  at: { [pattern]: now - ago },
  alertIds: new Set(alerts.map(({ id }) => id)),
});

test.each<[string, readonly AlertView[], Sounded, Pattern | undefined]>([
  ["nothing open is silent", [], silent, undefined],
  ["a new fall sounds at once, whatever sounded a moment ago", [fall, medium], heard("medium", 0, medium), "high"],
  ["and after another fall as well", [fall, { ...fall, id: "second" }], heard("high", 1_000, fall), "high"],
  ["a fall that nobody answers sounds again after ten seconds", [fall], heard("high", 10_000, fall), "high"],
  ["and not before", [fall], heard("high", 9_999, fall), undefined],
  ["medium repeats after 25 seconds", [medium], heard("medium", 25_000, medium), "medium"],
  ["an answered fall is silent", [{ ...fall, handling: "acknowledged" }], heard("high", 60_000, fall), undefined],
  ["a device never sounds above low", [battery], silent, "low"],
  ["and never twice", [battery], heard("low", 3_600_000, battery), undefined],
  ["a clock that was set back keeps nothing waiting", [fall], heard("high", -3_600_000, fall), "high"],
])("%s", (_claim, open, sounded, pattern) => {
  expect(soundDue(open, sounded, now).pattern).toBe(pattern);
});

/** What sounds when, in seconds, if the page looks once a second. */
function played(
  seconds: number,
  openAt: (second: number) => readonly AlertView[],
): readonly (readonly [number, Pattern])[] {
  const sounds: [number, Pattern][] = [];
  let sounded = silent;
  for (let second = 0; second <= seconds; second++) {
    const due = soundDue(openAt(second), sounded, now + second * 1_000);
    sounded = due.sounded;
    if (due.pattern !== undefined) sounds.push([second, due.pattern]);
  }
  return sounds;
}

const batteriesUntil = (second: number) =>
  Array.from({ length: Math.floor(second / 7) }, (_, n): AlertView => ({ ...battery, id: `battery-${n}` }));
const everyTenSeconds = Array.from({ length: 13 }, (_, n) => [n * 10, "high"] as const);

test("a fall that nobody answers for two minutes keeps its pace, although a device falls silent every seven seconds", () => {
  expect(played(120, (second) => [fall, ...batteriesUntil(second)])).toEqual(everyTenSeconds);
});

test("what waited behind a fall sounds once the fall is answered", () => {
  const answered: AlertView = { ...fall, handling: "acknowledged" };
  const sounds = played(130, (second) => [second > 120 ? answered : fall, ...batteriesUntil(Math.min(second, 120))]);
  expect(sounds).toEqual([...everyTenSeconds, [121, "low"]]);
});

test("a fall that nobody came to sounds at once when it calls again", () => {
  const sounds = played(9, (second) => (second === 3 ? [{ ...fall, handling: "acknowledged" }] : [fall]));
  expect(sounds).toEqual([
    [0, "high"],
    [4, "high"],
  ]);
});
