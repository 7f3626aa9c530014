import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { familyStore, forgetFamily, readFamily, takeUpKept } from "../../web/family-app/family-store.ts";
import { keptKey } from "../../web/family-app/kept-family.ts";

/** What the phone keeps, and the answers that are still on their way. */
const kept = new Map<string, string>();
const waiting: ((answer: Response) => void)[] = [];

beforeEach(() => {
  kept.clear();
  waiting.length = 0;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal("fetch", () => new Promise<Response>((answer) => waiting.push(answer)));
  forgetFamily();
  takeUpKept("nobody");
});
afterEach(() => vi.unstubAllGlobals());

const family = () =>
  Response.json({ asOf: "2026-11-23T03:14:00+08:00", items: [{ id: "r1", name: "王桂英", light: { state: "well" } }] });

async function answerNext(answer: Response): Promise<void> {
  await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
  waiting.shift()?.(answer);
}

test("an answer is shown and kept for whoever asked", async () => {
  const read = readFamily();
  await answerNext(family());
  await read;
  expect(familyStore.read().family?.residents[0]?.name).toBe("王桂英");
  expect(kept.get(keptKey)).toContain("王桂英");
});

test("an answer that comes after everything was forgotten is neither shown nor kept", async () => {
  const read = readFamily();
  forgetFamily();
  await answerNext(family());
  await read;
  expect(familyStore.read().family).toBeUndefined();
  expect([...kept.values()].join("")).not.toContain("王桂英");
});

test("what is asked meanwhile is asked right after, once, and never beside", async () => {
  const first = readFamily();
  void readFamily();
  void readFamily();
  await answerNext(family());
  await answerNext(family());
  await first;
  expect(waiting).toHaveLength(0);
  expect(familyStore.read().isAsking).toBe(false);
});

test("a failure keeps what was known and says why; a refusal takes it away", async () => {
  const first = readFamily();
  await answerNext(family());
  await first;
  const failed = readFamily();
  await answerNext(new Response("no", { status: 502 }));
  await failed;
  expect(familyStore.read()).toMatchObject({ family: { unreadable: 0 }, problem: { kind: "unreachable" } });
  const refused = readFamily();
  await answerNext(new Response("{}", { status: 403 }));
  await refused;
  expect(familyStore.read().family).toBeUndefined();
  expect(kept.has(keptKey)).toBe(false);
});
