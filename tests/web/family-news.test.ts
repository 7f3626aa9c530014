import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familyOf, type Resident, residentOf } from "../../web/family-app/answers.ts";
import { keptFamily, keptText, longestKeptMs } from "../../web/family-app/kept-family.ts";
import { ageOf, isEmergency, rankOf, silentAfterMs, standingOf } from "../../web/family-app/news.ts";

const asOf = Date.parse("2026-11-23T03:14:00+08:00");
const heard = { wall: 1_000_000_000, steady: 5_000 };
const later = (ms: number, steady = ms) => ({ wall: heard.wall + ms, steady: heard.steady + steady });

function resident(light: object, more: object = {}): Resident {
  const found = residentOf(
    {
      id: "r1",
      name: "王桂英",
      access: { state: "granted", classes: ["status-light"] },
      light: { sentence: { zh: "在床上" }, validUntil: "2026-11-23T03:30:00+08:00", ...light },
      ...more,
    },
    asOf,
  );
  if (found === undefined) throw new Error("the fixture cannot be read");
  return found;
}

const well = resident({ state: "well" });

describe("a light is shown as it was said", () => {
  test.each([
    ["at once", later(0), "current"],
    ["one millisecond before the limit", later(silentAfterMs - 1), "current"],
    ["at the limit no more", later(silentAfterMs), "no-news"],
    ["after a sleep in which only the wall clock went on: no more", later(8 * 3_600_000, 10), "no-news"],
    ["when the wall clock stands and the other went on: no more", later(0, silentAfterMs), "no-news"],
    ["when the wall clock was set back: no more", later(-3_600_000, 1_000), "no-news"],
    ["when it was put right by a moment: still", later(-2_000, 1_000), "current"],
    ["when the wall clock was set forward: no more", later(3_600_000, 1_000), "no-news"],
  ] as const)("%s", (_claim, now, kind) => {
    expect(standingOf(well, heard, now).kind).toBe(kind);
  });

  test("no longer than the service lets it", () => {
    const short = resident({ state: "well", validUntil: "2026-11-23T03:14:20+08:00" });
    expect(standingOf(short, heard, later(19_999)).kind).toBe("current");
    expect(standingOf(short, heard, later(20_000)).kind).toBe("no-news");
    expect(standingOf(resident({ state: "well", validUntil: "soon" }), heard, later(0)).kind).toBe("no-news");
  });

  test("never out of an earlier visit", () => {
    expect(standingOf(well, undefined, later(0))).toEqual({ kind: "no-news", was: "well" });
  });

  test("only if it says so itself and is young, whatever the clocks do", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom("well", "looked-after", "emergency", "not-monitored", "new-state", 7, undefined),
        (wall, steady, state) => {
          const now = later(wall, steady);
          const standing = standingOf(resident({ state }), heard, now);
          const isGreen = standing.kind === "current" && standing.state === "well";
          expect(isGreen).toBe(state === "well" && wall >= -5_000 && Math.max(wall, steady) < silentAfterMs);
        },
      ),
    );
  });
});

describe("an emergency", () => {
  test.each([
    ["is one by its light", resident({ state: "emergency" }), heard, true],
    ["stays one when there is no news", resident({ state: "emergency" }), undefined, true],
    [
      "is one by an urgent alert beside a calm light",
      resident({ state: "well" }, { openAlerts: { urgent: 1 } }),
      heard,
      true,
    ],
    [
      "is one for whoever sees no light",
      resident({}, { light: undefined, access: { state: "emergencies", classes: [] }, openAlerts: { urgent: 1 } }),
      heard,
      true,
    ],
    ["is none without either", well, heard, false],
    ["is none of somebody who has left", resident({ state: "emergency" }, { place: { kind: "left" } }), heard, false],
  ] as const)("%s", (_claim, who, at, expected) => {
    expect(isEmergency(standingOf(who, at, later(0)))).toBe(expected);
  });

  test("comes first, then an old one, then whom nobody watches, then no news, then the rest", () => {
    const states = ["emergency", "not-monitored", "looked-after", "well"].map((state) =>
      rankOf(standingOf(resident({ state }), heard, later(0))),
    );
    const old = ["emergency", "well"].map((state) => rankOf(standingOf(resident({ state }), undefined, later(0))));
    const [emergency, unwatched, lookedAfter, calm] = states;
    expect([emergency, old[0], unwatched, old[1], lookedAfter, calm]).toEqual(
      [emergency, old[0], unwatched, old[1], lookedAfter, calm].toSorted((a = 0, b = 0) => a - b),
    );
    expect(new Set([...states, ...old]).size).toBe(6);
  });
});

describe("who may see nothing", () => {
  test.each([
    ["not-granted", heard, { kind: "none", why: "not-granted" }],
    ["emergencies", heard, { kind: "none", why: "only-emergencies" }],
    // Calm is not said either when nothing was heard.
    ["emergencies", undefined, { kind: "no-news", was: "unknown" }],
  ] as const)("%s, heard at %o", (state, at, expected) => {
    const who = resident({}, { light: undefined, access: { state, classes: [] } });
    expect(standingOf(who, at, later(0))).toEqual(expected);
  });
});

describe("answers", () => {
  test("of any form are read without a throw, and are green only where they say so", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (anything, light) => {
        familyOf(anything);
        const read = familyOf({
          asOf: "2026-11-23T03:14:00+08:00",
          items: [{ id: "r1", name: "王", light }, anything],
        });
        const green = read?.residents.some((one) => one.light?.state === "well") ?? false;
        expect(green && JSON.stringify([light, anything]).includes('"well"')).toBe(green);
        expect((read?.residents.length ?? 0) + (read?.unreadable ?? 0)).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  test("a resident who cannot be read is counted, never lost", () => {
    const read = familyOf({ asOf: "2026-11-23T03:14:00+08:00", items: [{ id: 7 }], unreadable: [{ id: "r2" }] });
    expect(read).toEqual({ asOf, residents: [], unreadable: 2 });
  });

  test("a telephone number is dialled, and nothing else is", () => {
    const phones = ["+86 576 8123", "javascript:alert(1)", "120,,9", 120].map(
      (phone) => residentOf({ id: "r", name: "n", facility: { name: "f", phone } }, asOf)?.facility.phone,
    );
    expect(phones).toEqual(["+86 576 8123", undefined, undefined, undefined]);
  });
});

describe("what is kept on the phone", () => {
  const family = { asOf, residents: [well], unreadable: 0 };
  const text = keptText(family, "issuer chen", 1_000);
  test.each([
    ["is there for the same person", "issuer chen", 1_000, family],
    ["for three days", "issuer chen", 1_000 + longestKeptMs, family],
    ["and no longer", "issuer chen", 1_001 + longestKeptMs, undefined],
    ["not when the clock was set back before it", "issuer chen", 999, undefined],
    ["not for anybody else", "issuer li", 1_000, undefined],
  ] as const)("%s", (_claim, person, now, expected) => {
    expect(keptFamily(text, person, now)).toEqual(expected);
  });

  test("and cannot be read is nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (other) => {
        expect(keptFamily(other, "p", 0)).toBeUndefined();
      }),
    );
    const broken = JSON.stringify({ person: "p", savedAt: 0, family: { asOf, residents: [{ id: "r" }] } });
    expect(keptFamily(broken, "p", 0)).toBeUndefined();
  });
});

test("an answer is as old as the clock that is further on says", () => {
  expect([later(3, 9), later(9, 3), later(-1, 2)].map((now) => ageOf(heard, now))).toEqual([9, 9, 2]);
});
