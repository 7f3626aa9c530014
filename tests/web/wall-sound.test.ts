import { describe, expect, test, vi } from "vitest";
import { heardAt } from "../../web/alarm/alarm-queue.ts";
import { settingsStore } from "../../web/data/settings.ts";
import { soundStore } from "../../web/shell/sound-state.ts";
import { draftAlert, fallDraft } from "./fixture/county.ts";

const fall = draftAlert({ id: "r1", facilityId: "sunshine" }, fallDraft, 1_000_000_000_000);
const onDuty = new Set(["sunshine"]);

test.each([
  ["a page rings for whoever is on duty there", "page", onDuty, [fall]],
  ["and for nobody else", "page", new Set<string>(), []],
  ["the wall rings for all it shows, whoever signed it in", "wall", new Set<string>(), [fall]],
] as const)("%s", (_claim, place, answersFor, heard) => {
  expect(heardAt(place, [fall], answersFor)).toEqual(heard);
});

test.each([
  ["a wall that shows one house is silent for another that nobody here answers for", "wall", new Set<string>(), []],
  ["and rings for another that the person answers for", "wall", onDuty, [fall]],
  ["a page rings for every house the person answers for, whichever it shows", "page", onDuty, [fall]],
] as const)("%s", (_claim, place, answersFor, heard) => {
  expect(heardAt(place, [fall], answersFor, "riverside")).toEqual(heard);
});

describe("a page that should be heard", () => {
  test("says that the browser holds the sound back until it is touched, then that it is on, or off when turned off", async () => {
    const touches = new Map<string, () => void>();
    vi.stubGlobal("document", {
      addEventListener: (kind: string, act: () => void) => touches.set(kind, act),
      removeEventListener: (kind: string) => touches.delete(kind),
    });
    vi.stubGlobal(
      "AudioContext",
      class {
        readonly state = "running";
        readonly resume = () => Promise.resolve();
      },
    );
    const told = new Promise<void>((tell) => {
      soundStore.subscribe(() => soundStore.isOn() && tell());
    });
    expect(soundStore.state()).toBe("off");
    soundStore.expect(true);
    expect(soundStore.state()).toBe("locked");
    touches.get("pointerdown")?.();
    await told;
    expect(soundStore.state()).toBe("on");
    vi.stubGlobal("localStorage", { setItem: () => undefined });
    settingsStore.change({ hasSound: false });
    expect(soundStore.state()).toBe("off");
    vi.unstubAllGlobals();
  });
});
