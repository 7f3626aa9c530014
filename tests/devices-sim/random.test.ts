import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Agenda } from "../../devices-sim/agenda.ts";
import { chanceAt, noiseAt, randomOf } from "../../devices-sim/random.ts";

describe("chance", () => {
  test("the same key gives the same stream, another key another one", () => {
    const draw = (...key: (string | number)[]): readonly number[] => {
      const random = randomOf(...key);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
    expect(draw(1, 12)).not.toEqual(draw(11, 2));
  });

  test("draws stay inside their bounds and are spread evenly", () => {
    const random = randomOf("spread");
    const draws = Array.from({ length: 10_000 }, () => random.whole(1, 6));
    for (let face = 1; face <= 6; face++) expect(draws.filter((draw) => draw === face).length).toBeGreaterThan(1_400);
    expect(draws.every((draw) => draw >= 1 && draw <= 6)).toBe(true);
  });

  test("noise stays in [-1, 1] and does not jump", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1_000, max: 1e8 }),
        (salt, at, period) => {
          const here = noiseAt(salt, at, period);
          expect(Math.abs(here)).toBeLessThanOrEqual(1);
          expect(Math.abs(noiseAt(salt, at + period / 100, period) - here)).toBeLessThan(0.05);
        },
      ),
    );
  });

  test("chances of neighbouring ticks and devices have nothing to do with each other", () => {
    const hits = Array.from({ length: 8_000 }, (_, tick) => chanceAt(77, tick) < 0.1).filter(Boolean).length;
    expect(hits).toBeGreaterThan(650);
    expect(hits).toBeLessThan(950);
  });
});

describe("the agenda", () => {
  test("runs in order of time, and of asking where times are equal", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
        const agenda = new Agenda();
        const done: { at: number; index: number }[] = [];
        times.forEach((at, index) => {
          agenda.add(at, () => done.push({ at, index }));
        });
        agenda.runUntil(20);
        expect(done).toEqual(
          times.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index),
        );
      }),
    );
  });

  test("leaves what is due later, and takes up what is added on the way", () => {
    const agenda = new Agenda();
    const done: number[] = [];
    agenda.add(1, () => agenda.add(2, (at) => done.push(at)));
    agenda.add(3, (at) => done.push(at));
    agenda.runUntil(2);
    expect(done).toEqual([2]);
  });
});
