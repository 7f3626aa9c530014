import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newerPresence, type Presence } from "../../domain/model/presence.ts";
import { hour, minute, second } from "../../domain/model/time.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");

function word(ms: number, connection: Presence["connection"], version: number): Presence {
  return { connection, at: noon + ms, version };
}

describe("of two words of the broker", () => {
  test.each<[string, Presence, Presence, Presence["connection"]]>([
    [
      "the end of a connection is newer than its beginning",
      word(0, "online", 3),
      word(minute, "offline", 3),
      "offline",
    ],
    ["even stated within the same millisecond", word(0, "online", 3), word(0, "offline", 3), "offline"],
    [
      "the next connection is newer than the end of the one before",
      word(0, "offline", 3),
      word(second, "online", 4),
      "online",
    ],
    [
      "even when that end is stated later, as in a takeover",
      word(0, "online", 4),
      word(second, "offline", 3),
      "online",
    ],
    [
      "a count that began again does not make a new connection old",
      word(0, "offline", 9),
      word(hour, "online", 0),
      "online",
    ],
    ["the end of a connection of thirty hours is news", word(0, "online", 9), word(30 * hour, "left", 9), "left"],
  ])("%s", (_claim, one, other, connection) => {
    expect(newerPresence(one, other).connection).toBe(connection);
    expect(newerPresence(other, one).connection).toBe(connection);
  });

  test("the newer one never takes the device back in time, and the older one changes nothing at all", () => {
    const known = word(second, "offline", 3);
    expect(newerPresence(known, word(0, "online", 4))).toEqual(word(second + 1, "online", 4));
    expect(newerPresence(known, word(-minute, "online", 2))).toBe(known);
    expect(newerPresence(known, { ...known })).toBe(known);
  });
});

interface Step {
  readonly connectedForMs: number;
  readonly awayForMs: number;
  readonly isTakenOver: boolean;
  readonly isStillThere: boolean;
  readonly skippedVersions: number;
}

/** What the broker says of a device that comes and goes: the count rises, with gaps, and begins again after an hour. */
function storyOf(steps: readonly Step[]): readonly Presence[] {
  const story: Presence[] = [];
  let at = noon;
  let version = 0;
  steps.forEach(({ connectedForMs, awayForMs, isTakenOver, isStillThere, skippedVersions }, index) => {
    story.push({ connection: "online", at, version });
    if (isStillThere && index === steps.length - 1) return;
    const endsAt = at + connectedForMs;
    // The former connection is found dead a moment after the device is back with a new one.
    story.push({ connection: "offline", at: isTakenOver ? endsAt + 5 * second : endsAt, version });
    at = isTakenOver ? endsAt : endsAt + awayForMs;
    version = !isTakenOver && awayForMs > hour ? 0 : version + 1 + skippedVersions;
  });
  return story;
}

const step = fc.record({
  connectedForMs: fc.oneof(fc.integer({ min: 10 * second, max: minute }), fc.integer({ min: minute, max: 40 * hour })),
  awayForMs: fc.oneof(
    fc.integer({ min: 1, max: minute }),
    fc.integer({ min: minute, max: hour }),
    fc.integer({ min: hour + minute, max: 50 * hour }),
  ),
  isTakenOver: fc.boolean(),
  isStillThere: fc.boolean(),
  skippedVersions: fc.nat(3),
});

test("whatever the order in which the words of a run arrive, and however often, the newest one holds", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 8 }).chain((steps) => {
        const story = storyOf(steps);
        return fc.tuple(
          fc.constant(story),
          fc.shuffledSubarray([...story, ...story, ...story], { minLength: story.length * 3 }),
        );
      }),
      ([story, arrivals]) => {
        const known = arrivals.reduce<Presence | undefined>(newerPresence, undefined);
        const newest = story.at(-1);
        expect([known?.connection, known?.version]).toEqual([newest?.connection, newest?.version]);
      },
    ),
    { numRuns: 2000 },
  );
});
