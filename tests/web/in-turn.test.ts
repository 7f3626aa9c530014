import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTurn } from "../../web/data/in-turn.ts";

/** Frames that are drawn one at a time. */
function screen() {
  let planned: (() => void)[] = [];
  const state = { draws: true };
  const turns = inTurn({ drawsFrames: () => state.draws, beforeFrame: (call) => void planned.push(call) });
  return {
    turns,
    state,
    isPlanned: () => planned.length > 0,
    frame() {
      const now = planned;
      planned = [];
      for (const call of now) call();
    },
  };
}

describe("listeners that take turns", () => {
  test("500 are called over the frames of a third of a second, and no frame calls many more than its share", () => {
    const { turns, frame, isPlanned } = screen();
    let calls = 0;
    for (let n = 0; n < 500; n++) turns.subscribe(() => void calls++);
    turns.callAll();
    const shares: number[] = [];
    while (isPlanned()) {
      const before = calls;
      frame();
      shares.push(calls - before);
    }
    expect(calls).toBe(500);
    expect(shares.length).toBeLessThanOrEqual(20);
    expect(Math.max(...shares)).toBeLessThanOrEqual(40);
  });

  test("a few wait for no frame", () => {
    const { turns, isPlanned } = screen();
    let calls = 0;
    for (let n = 0; n < 40; n++) turns.subscribe(() => void calls++);
    turns.callAll();
    expect(calls).toBe(40);
    expect(isPlanned()).toBe(false);
  });

  test("nobody waits for a page that draws no frames, nor those who still waited for one", () => {
    const { turns, state } = screen();
    let calls = 0;
    for (let n = 0; n < 100; n++) turns.subscribe(() => void calls++);
    turns.callAll();
    state.draws = false;
    turns.callAll();
    expect(calls).toBe(100);
  });

  test("however frames and rounds mix, whoever stays is called after the last round, and whoever left is not", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("round", "frame", "leave"), { maxLength: 60 }), (acts) => {
        const { turns, frame, isPlanned } = screen();
        let round = 0;
        const saw = Array.from({ length: 90 }, () => ({ round: 0, hasLeft: false }));
        const leaves = saw.map((one) =>
          turns.subscribe(() => {
            expect(one.hasLeft).toBe(false);
            one.round = round;
          }),
        );
        for (const act of acts) {
          if (act === "frame") frame();
          else if (act === "leave") {
            const n = saw.findIndex(({ hasLeft }) => !hasLeft);
            leaves[n]?.();
            Object.assign(saw[n] ?? {}, { hasLeft: true });
          } else {
            round += 1;
            turns.callAll();
          }
        }
        while (isPlanned()) frame();
        expect(saw.filter((one) => !one.hasLeft && one.round !== round)).toEqual([]);
      }),
    );
  });
});
