import { describe, expect, test } from "vitest";
import { hushMs, isLostSoundDue, type Lost, patienceMs } from "../../web/shell/lost-sound.ts";

const now = 1_000_000_000_000;
const second = 1_000;

describe("a page that lost its connection", () => {
  test.each<[string, Lost, boolean]>([
    ["waits whether it comes back", { since: now - patienceMs + 1 }, false],
    ["then is heard", { since: now - patienceMs }, true],
    ["not twice in one breath", { since: now - 60 * second, soundedAt: now - 19_999 }, false],
    ["but again after twenty seconds", { since: now - 60 * second, soundedAt: now - 20 * second }, true],
    ["is silent while somebody hushed it", { since: now - 60 * second, hushedAt: now - second }, false],
    ["and not for ever", { since: now - hushMs, soundedAt: now - hushMs, hushedAt: now - hushMs }, true],
    ["is heard although its clock was set back", { since: now - 60 * second, soundedAt: now + 3_600_000 }, true],
    ["is not hushed for ever by a clock that was set back", { since: now - 60 * second, hushedAt: now + 1 }, true],
  ])("%s", (_claim, lost, isDue) => {
    expect(isLostSoundDue(lost, now)).toBe(isDue);
  });
});
