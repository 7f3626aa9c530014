import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Actor, Alert, AlertKind, AlertPriority } from "../../domain/alerts/alert.ts";
import {
  acknowledgeAlert,
  arriveAtAlert,
  commentOnAlert,
  handOverAlert,
  releaseAlert,
  resolveAlert,
  withdrawableMs,
  withdrawResolution,
} from "../../domain/alerts/answering.ts";
import { calledAlert } from "../../domain/alerts/calling.ts";
import { changeAlert, clearAlert, raiseAlert, reactivateAlert, reopenAlert } from "../../domain/alerts/handling.ts";
import { stateOf } from "../../domain/alerts/next-version.ts";
import { endShelf, longestShelfMs, shelveAlert, unshelveAlert } from "../../domain/alerts/shelving.ts";
import { type AlertState, alertActions, alertStates, transitionOf } from "../../domain/alerts/transitions.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { Verdict } from "../../domain/watch/state.ts";
import { at } from "./watch-story.ts";

const noon = at("12:00");
const soon = noon + minute;
const later = noon + hour;
const li: Actor = { id: "p-li", name: "李护士" };
const zhang: Actor = { id: "p-zhang", name: "张医生" };
const wang: Actor = { id: "p-wang", name: "王护工" };

function verdict(kind: AlertKind = "spo2-limit", priority: AlertPriority = "high"): Verdict {
  return { kind, priority, reason: { code: "no-movement", sinceMs: noon }, inputs: [] };
}

function raised(kind: AlertKind = "spo2-limit", priority: AlertPriority = "high"): Alert {
  return raiseAlert({ ...verdict(kind, priority), alertId: "a-1" }, { id: "r-1", facilityId: "f-1" }, noon);
}

/** An alert that came into a state by what happens, held by 李护士 where somebody holds it. */
function alertIn(state: AlertState, kind?: AlertKind, priority?: AlertPriority): Alert {
  const [place, condition] = state.split("/") as [string, string];
  const first = raised(kind, priority);
  // Of a kind that no rule clears, for the sake of the table.
  const alert = condition === "active" ? first : { ...first, condition: "cleared" as const };
  switch (place) {
    case "shelved":
      return shelveAlert(alert, { by: li, forMs: hour, reason: "已知" }, noon).alert;
    case "acknowledged":
      return acknowledgeAlert(alert, li, noon).alert;
    case "on-site":
      return arriveAtAlert(alert, li, noon).alert;
    case "resolved":
      return { ...alert, handling: "resolved", closedAt: noon, outcome: "real" };
    default:
      return alert;
  }
}

const shelving = { by: zhang, forMs: hour, reason: "换药" };
const resolution = { by: zhang, outcome: "real" } as const;
const called = { step: 1, people: ["王护工"], channels: [] };
const handOver = { by: zhang, to: wang };

type Deed = (alert: Alert) => Alert | { readonly kind: string; readonly alert: Alert };

/** What happens, and where each state goes: by short names of states, or why not. `.`: nothing is written. */
const life: readonly (readonly [claim: string, deed: Deed, cells: string])[] = [
  ["it became different", (a) => changeAlert(a, verdict(), soon), "Na Nc Qa Qc Aa Ac Sa Sc . ."],
  ["its condition is over, priority high", (a) => clearAlert(a, soon), "Nc . Qc . Ac . Sc . . ."],
  [
    "it is there again while an answer counts",
    (a) => reactivateAlert(a, verdict(), soon),
    "Na Na Qa Qa Aa Aa Sa Sa . .",
  ],
  ["it is there again much later", (a) => reactivateAlert(a, verdict(), later), "Na Na Qa Qa Na Na Na Na . ."],
  ["nobody came in time", (a) => reopenAlert(a, soon), ". . . . Na Nc Na . . ."],
  ["its shelf ends", (a) => endShelf(a, soon), ". . Na Nc . . . . . ."],
  ["a step calls", (a) => calledAlert(a, { kind: "quiet", round: 1 }, called, soon), "Na Nc Qa Qc Aa Ac Sa Sc . ."],
  ["the holder acknowledges", (a) => acknowledgeAlert(a, li, soon), "Aa Ac Aa Ac . . . . resolved resolved"],
  [
    "another acknowledges",
    (a) => acknowledgeAlert(a, zhang, soon),
    "Aa Ac Aa Ac taken taken taken taken resolved resolved",
  ],
  ["another takes over", (a) => acknowledgeAlert(a, zhang, soon, true), "Aa Ac Aa Ac Aa Ac Aa Ac resolved resolved"],
  ["the holder arrives", (a) => arriveAtAlert(a, li, soon), "Sa Sc Sa Sc Sa Sc . . resolved resolved"],
  ["another arrives", (a) => arriveAtAlert(a, zhang, soon), "Sa Sc Sa Sc Sa Sc Sa Sc resolved resolved"],
  ["the holder takes it back", (a) => releaseAlert(a, li, soon), ". . . . Na Nc Na Nc resolved resolved"],
  ["another takes it back", (a) => releaseAlert(a, zhang, soon), ". . . . taken taken taken taken resolved resolved"],
  ["somebody resolves it", (a) => resolveAlert(a, resolution, soon), "Ra Rc Ra Rc Ra Rc Ra Rc resolved resolved"],
  ["somebody takes the resolution back", (a) => withdrawResolution(a, zhang, soon), ". . . . . . . . Na Nc"],
  ["somebody comments", (a) => commentOnAlert(a, zhang, "已通知家属", soon), "Na Nc Qa Qc Aa Ac Sa Sc Ra Rc"],
  ["somebody shelves it", (a) => shelveAlert(a, shelving, soon), "Qa Qc Qa Qc Qa Qc Qa Qc resolved resolved"],
  ["somebody unshelves it", (a) => unshelveAlert(a, zhang, soon), ". . Na Nc . . . . resolved resolved"],
  [
    "it is handed over by the holder",
    (a) => handOverAlert(a, { ...handOver, from: li }, soon),
    "none none none none Aa Ac Aa Ac resolved resolved",
  ],
  [
    "it is handed over by another",
    (a) => handOverAlert(a, { ...handOver, from: zhang }, soon),
    "none none none none taken taken taken taken resolved resolved",
  ],
];

const names: Readonly<Record<string, string>> = {
  N: "new",
  Q: "shelved",
  A: "acknowledged",
  S: "on-site",
  R: "resolved",
  a: "active",
  c: "cleared",
  taken: "taken-by-another",
  resolved: "already-resolved",
  none: "not-held",
};

function outcomeOf(before: Alert, deed: Deed): string {
  const result = deed(before);
  if (!("kind" in result && "alert" in result)) return result === before ? "." : stateOf(result as Alert);
  const { kind, alert } = result as { readonly kind: string; readonly alert: Alert };
  if (alert !== before) return stateOf(alert);
  return kind === "unchanged" ? "." : kind;
}

function expectedOf(cell: string): string {
  if (cell === "." || cell.length > 2) return names[cell] ?? cell;
  return `${names[cell[0] ?? ""]}/${names[cell[1] ?? ""]}`;
}

const cells = life.flatMap(([claim, deed, row]) =>
  row.split(" ").map((cell, index) => [alertStates[index] as AlertState, claim, expectedOf(cell), deed] as const),
);

describe("every state and everything that can happen", () => {
  test("each row has a cell for each state", () => {
    expect(cells).toHaveLength(life.length * 10);
    expect(cells.some(([state]) => state === undefined)).toBe(false);
  });

  test.each(cells)("%s, %s: %s", (state, _claim, expected, deed) => {
    const before = alertIn(state);
    expect(stateOf(before)).toBe(state);
    expect(outcomeOf(before, deed)).toBe(expected);
  });
});

test("the table knows every action in every state, and what is closed opens again only when that is taken back", () => {
  for (const state of alertStates)
    for (const action of alertActions) {
      const transition = transitionOf(state, action);
      expect(["to", "nothing", "refused"]).toContain(transition.kind);
      if (state.startsWith("resolved") && transition.kind === "to" && !action.startsWith("withdraw"))
        expect(transition.state).toBe(state);
    }
});

describe("who is called follows in the same write", () => {
  const states = ["new/active", "acknowledged/active", "on-site/active", "shelved/active"] as const;

  test.each<[claim: string, deed: Deed, from: readonly AlertState[], kind: string]>([
    ["acknowledging stops the calls", (a) => acknowledgeAlert(a, zhang, soon, true), states, "awaiting"],
    ["being there ends them", (a) => arriveAtAlert(a, zhang, soon), states, "quiet"],
    ["so does resolving", (a) => resolveAlert(a, resolution, soon), states, "quiet"],
    ["and shelving", (a) => shelveAlert(a, shelving, soon), states, "quiet"],
    ["taking back begins anew", (a) => releaseAlert(a, li, soon), ["acknowledged/active", "on-site/active"], "to-plan"],
    ["nobody there in time begins anew", (a) => reopenAlert(a, soon), ["acknowledged/active"], "to-plan"],
    ["the end of a shelf begins anew", (a) => endShelf(a, soon), ["shelved/active"], "to-plan"],
    ["unless it is over", (a) => endShelf(a, soon), ["shelved/cleared"], "quiet"],
    [
      "a call that nobody answers begins anew",
      (a) => reactivateAlert(a, verdict(), later),
      ["acknowledged/active", "on-site/cleared"],
      "to-plan",
    ],
    [
      "a call while somebody is there does not",
      (a) => reactivateAlert(a, verdict(), soon),
      ["on-site/active"],
      "quiet",
    ],
    ["a call during a shelf does not", (a) => reactivateAlert(a, verdict(), soon), ["shelved/cleared"], "quiet"],
    [
      "who was there and hands over leaves somebody who has to come",
      (a) => handOverAlert(a, { ...handOver, from: li }, soon),
      ["on-site/active"],
      "awaiting",
    ],
  ])("%s", (_claim, deed, from, kind) => {
    for (const state of from) {
      const result = deed(alertIn(state)) as Alert & { readonly alert?: Alert };
      expect((result.alert ?? result).escalation?.kind, state).toBe(kind);
    }
  });

  test("a raised alert is to be planned, and each new round counts", () => {
    expect(raised().escalation).toEqual({ kind: "to-plan", round: 1, startedAt: noon, dueAt: noon });
    expect(reopenAlert(alertIn("acknowledged/active"), soon).escalation).toMatchObject({ round: 2, dueAt: soon });
  });

  test("what gets worse calls from the first step while nobody is on it, and ends a shelf", () => {
    const worse = verdict("bed-exit", "high");
    expect(changeAlert(alertIn("new/active", "bed-exit", "medium"), worse, soon).escalation).toMatchObject({
      round: 2,
    });
    const woken = changeAlert(alertIn("shelved/active", "bed-exit", "medium"), worse, soon);
    expect(woken).toMatchObject({ handling: "new", escalation: { kind: "to-plan", dueAt: soon }, version: 3 });
    expect(woken.shelved).toBeUndefined();
    expect(woken.timeline.map(({ what }) => what)).toEqual(["raised", "shelved", "unshelved", "changed"]);
    const taken = changeAlert(alertIn("acknowledged/active", "bed-exit", "medium"), worse, soon);
    expect(taken.escalation?.kind).toBe("awaiting");
  });

  test("called again and again, the calls that go on are not set back to their first step", () => {
    const again = reactivateAlert(raised("sos"), verdict("sos"), soon);
    expect(again.escalation).toEqual(raised("sos").escalation);
  });
});

describe("who has it", () => {
  test("is who acknowledged or arrived, and nobody once it is new, shelved or closed", () => {
    expect(alertIn("acknowledged/active").holder).toEqual({ personId: "p-li", name: "李护士", since: noon });
    expect(arriveAtAlert(alertIn("acknowledged/active"), zhang, soon).alert.holder?.personId).toBe("p-zhang");
    for (const deed of [
      (a: Alert) => releaseAlert(a, li, soon).alert,
      (a: Alert) => reopenAlert(a, soon),
      (a: Alert) => shelveAlert(a, shelving, soon).alert,
      (a: Alert) => resolveAlert(a, resolution, soon).alert,
      (a: Alert) => reactivateAlert(a, verdict(), later),
    ])
      expect(deed(alertIn("acknowledged/active")).holder).toBeUndefined();
  });

  test("a second one at the bedside is told, the first one keeps it", () => {
    const { alert } = arriveAtAlert(alertIn("on-site/active"), zhang, soon);
    expect(alert.holder?.personId).toBe("p-li");
    expect(alert.timeline.at(-1)).toMatchObject({ what: "on-site", by: "张医生" });
  });

  test("the timeline tells from whom it was taken, and to whom it was handed", () => {
    const taken = acknowledgeAlert(alertIn("acknowledged/active"), zhang, soon, true).alert;
    expect(taken.timeline.at(-1)).toMatchObject({
      what: "acknowledged",
      by: "张医生",
      byId: "p-zhang",
      from: "李护士",
    });
    const resolved = resolveAlert(alertIn("on-site/active"), resolution, soon).alert;
    expect(resolved.timeline.at(-1)).toMatchObject({ what: "resolved", by: "张医生", from: "李护士" });
    const given = handOverAlert(alertIn("acknowledged/active"), { by: li, from: li, to: wang }, soon).alert;
    expect(given.timeline.at(-1)).toMatchObject({ what: "handed-over", from: "李护士", to: "王护工" });
    expect(handOverAlert(given, { by: li, from: li, to: wang }, soon).kind).toBe("unchanged");
  });

  test("two who speak by the operators' command are told apart by their names", () => {
    const carer = { id: "operators-command", name: "模拟护工" };
    const taken = acknowledgeAlert(raised(), carer, noon).alert;
    expect(acknowledgeAlert(taken, carer, soon).kind).toBe("unchanged");
    expect(acknowledgeAlert(taken, { ...carer, name: "anhu" }, soon)).toMatchObject({
      kind: "taken-by-another",
      by: "模拟护工",
    });
  });

  test("who had it and changed their name since has it still", () => {
    expect(acknowledgeAlert(alertIn("acknowledged/active"), { ...li, name: "李主任" }, soon).kind).toBe("unchanged");
  });
});

describe("shelving", () => {
  test.each<AlertKind>(["fall", "sos", "smoke", "gas", "long-lie"])("never silences %s", (kind) => {
    const alert = raised(kind);
    expect(shelveAlert(alert, shelving, soon)).toEqual({ kind: "never-shelved", alert });
  });

  test("lasts four hours at most, and its end moves when it is shelved again", () => {
    const { alert } = shelveAlert(raised(), { ...shelving, forMs: 24 * hour }, noon);
    expect(alert.shelved).toMatchObject({ until: noon + longestShelfMs, by: "张医生", reason: "换药" });
    expect(alert.escalation).toEqual({ kind: "quiet", round: 1, dueAt: noon + longestShelfMs });
    expect(shelveAlert(alert, { ...shelving, forMs: minute }, soon).alert.shelved?.until).toBe(soon + minute);
  });

  test("an alert raised on a shelf begins shelved", () => {
    const shelf = { until: later, by: "张医生", reason: "换药" };
    const alert = raiseAlert({ ...verdict(), alertId: "a", shelved: shelf }, { id: "r", facilityId: "f" }, soon);
    expect(stateOf(alert)).toBe("shelved/active");
    expect(alert.escalation).toEqual({ kind: "quiet", round: 0, dueAt: later });
  });
});

describe("a resolution", () => {
  const resolve = (alert: Alert) => resolveAlert(alert, resolution, noon).alert;

  test("of a fall taken back is active again and calls anew; outcome and end are gone, the timeline has both", () => {
    const { alert } = withdrawResolution(resolve(raised("fall")), li, soon, "点错了");
    expect(alert).toMatchObject({ handling: "new", condition: "active", escalation: { kind: "to-plan", dueAt: soon } });
    expect([alert.closedAt, alert.outcome]).toEqual([undefined, undefined]);
    expect(alert.timeline.slice(-2)).toMatchObject([
      { what: "resolved", by: "张医生" },
      { what: "reopened", by: "李护士", note: "点错了" },
    ]);
  });

  test("can be taken back for a quarter of an hour, and by rule it was none", () => {
    expect(withdrawResolution(resolve(raised()), li, noon + withdrawableMs).kind).toBe("done");
    expect(withdrawResolution(resolve(raised()), li, noon + withdrawableMs + 1).kind).toBe("too-late");
    expect(withdrawResolution(clearAlert(raised("bed-exit", "medium"), noon), li, soon).kind).toBe("too-late");
  });
});

describe("a comment", () => {
  test("that was sent twice stands there once, and again a minute later or by another person", () => {
    const { alert } = commentOnAlert(raised(), li, "好", noon);
    expect(commentOnAlert(alert, li, "好", noon + minute).kind).toBe("unchanged");
    expect(commentOnAlert(alert, li, "好", noon + minute + 1).kind).toBe("done");
    expect(commentOnAlert(alert, zhang, "好", noon).kind).toBe("done");
  });
});

test("whatever happens in whatever order, holder, shelf, escalation and version fit the state", () => {
  const deeds = life.map(([, deed]) => deed);
  fc.assert(
    fc.property(
      fc.constantFrom<AlertKind>("spo2-limit", "fall", "bed-exit"),
      fc.constantFrom<AlertPriority>("high", "medium"),
      fc.array(fc.nat(deeds.length - 1), { maxLength: 40 }),
      (kind, priority, order) => {
        let alert = raised(kind, priority);
        for (const index of order) {
          const result = deeds[index]?.(alert) as Alert & { readonly alert?: Alert };
          const next = result.alert ?? result;
          if (next !== alert) expect(next.version).toBe(alert.version + 1);
          if (alert.closedAt !== undefined && next !== alert)
            expect(["commented", "reopened"]).toContain(next.timeline.at(-1)?.what);
          alert = next;
          const isHeld = alert.handling === "acknowledged" || alert.handling === "on-site";
          expect(alert.holder !== undefined).toBe(isHeld);
          if (alert.shelved !== undefined) expect(alert.handling).toBe("new");
          if (alert.handling === "resolved") expect(alert.closedAt).toBeDefined();
          if (kind === "fall") expect(alert.shelved).toBeUndefined();
          expect(alert.timeline.filter(({ what }) => what === "raised")).toHaveLength(1);
        }
      },
    ),
    { numRuns: 300 },
  );
});
