import { expect, test } from "vitest";
import { type DuePreset, dueFrom } from "../../web/visit/due-presets.ts";

const at = (local: string) => Date.parse(`2026-11-22T${local}+08:00`);

test.each([
  ["today", "08:00:00", "2026-11-22T15:59:59.000Z"],
  ["today", "00:00:00", "2026-11-22T15:59:59.000Z"],
  ["today", "23:30:00", "2026-11-22T16:30:00.000Z"],
  ["hours-24", "08:00:00", "2026-11-23T00:00:00.000Z"],
  ["days-3", "08:00:00", "2026-11-25T00:00:00.000Z"],
  ["at", "08:00:00", undefined],
  ["none", "08:00:00", undefined],
] as const satisfies readonly (readonly [DuePreset, string, string | undefined])[])(
  "a task due %s that is ordered at %s is due by the day of Shanghai, and never at once",
  (preset, now, due) => {
    expect(dueFrom(preset, at(now))).toBe(due);
  },
);
