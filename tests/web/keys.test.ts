import { expect, test, vi } from "vitest";
import { acknowledgeFrom, actOf } from "../../web/parts/keys.ts";

const acknowledge = () => undefined;
const plain = { key: "a", ctrlKey: false, metaKey: false, altKey: false, target: { matches: () => false } };
const uncovered = { querySelector: () => null };
/** A page over which the browser shows a dialogue, such as the alarm. */
const covered = {
  querySelector: (selector: string) => (selector === "dialog[open]" ? ({} as Element) : null),
} as Pick<ParentNode, "querySelector">;

test.each([
  ["acts", plain, uncovered, acknowledge],
  ["does nothing behind the alarm that fills the screen", plain, covered, undefined],
  ["does nothing while somebody types", { ...plain, target: { matches: () => true } }, uncovered, undefined],
  ["does nothing with a modifier", { ...plain, ctrlKey: true }, uncovered, undefined],
  ["does nothing that the page has no use for", { ...plain, key: "b" }, uncovered, undefined],
])("a key %s", (_claim, press, page, act) => {
  expect(actOf({ a: acknowledge }, press, page)).toBe(act);
});

/** A page with a row for each alert; those without a click offer no button, as when somebody is on the way. */
function pageWith(rows: readonly (readonly [id: string, click?: () => void])[]): Pick<ParentNode, "querySelectorAll"> {
  const elements = rows.map(([id, click]) => ({
    dataset: { alert: id },
    querySelector: () => (click === undefined ? null : { click }),
  }));
  return { querySelectorAll: () => elements } as unknown as Pick<ParentNode, "querySelectorAll">;
}

test("acknowledging presses the button of the page's own alert alone", () => {
  const [other, own] = [vi.fn<() => void>(), vi.fn<() => void>()];
  acknowledgeFrom(
    pageWith([
      ["other", other],
      ["own", own],
    ]),
    ["own"],
  );
  expect([other, own].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});

test("and no other's when its own offers none", () => {
  const other = vi.fn<() => void>();
  acknowledgeFrom(pageWith([["own"], ["other", other]]), ["own"]);
  expect(other).not.toHaveBeenCalled();
});

test("of several alerts of a resident it is the first that still waits", () => {
  const [second, third] = [vi.fn<() => void>(), vi.fn<() => void>()];
  acknowledgeFrom(pageWith([["first"], ["second", second], ["third", third]]), ["first", "second", "third"]);
  expect([second, third].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
});
