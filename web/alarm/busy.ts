/** Whoever has not touched the field for so long is not writing: an alarm may fill the screen again. */
const writesForMs = 60_000;
/** A tap that leaves a field is often one on the form's button: nothing may come under the finger before it lands. */
const leavesForMs = 1_000;

let calls = 0;
let touchedAt = Number.NEGATIVE_INFINITY;
let leftAt = Number.NEGATIVE_INFINITY;

/** A field that takes text or a choice; searching is soon done again, and the alarm's own fields are no hindrance to it. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.matches("textarea, select, input:not([type=search], [type=checkbox], [type=radio], [type=button])") &&
    target.closest("dialog[data-alarm]") === null
  );
}

if (typeof document !== "undefined") {
  for (const kind of ["focusin", "input"])
    document.addEventListener(kind, ({ target }) => {
      if (isField(target)) touchedAt = performance.now();
    });
  document.addEventListener("focusout", ({ target }) => {
    if (isField(target) && performance.now() - touchedAt < writesForMs) leftAt = performance.now();
  });
}

/** From now on a video call is under way on this page, until the answer is called. */
export function duringCall(): () => void {
  calls += 1;
  return () => {
    calls -= 1;
  };
}

/** Whether the person at this page is in a call or writing, so that nothing may cover what they look at. */
export function isBusy(): boolean {
  if (calls > 0) return true;
  const now = performance.now();
  return now - leftAt < leavesForMs || (isField(document.activeElement) && now - touchedAt < writesForMs);
}
