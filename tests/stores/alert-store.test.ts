import { beforeAll, describe, expect, test } from "vitest";
import type { Alert } from "../../domain/alerts/alert.ts";
import { commentOnAlert, resolveAlert, withdrawResolution } from "../../domain/alerts/answering.ts";
import type { HandOver } from "../../domain/alerts/hand-over.ts";
import { raiseAlert } from "../../domain/alerts/handling.ts";
import { minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { HandoverStore } from "../../stores/handover-store.ts";
import { tables } from "../../stores/tables.ts";
import { WatchStore } from "../../stores/watch-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.UTC(2026, 10, 22, 4);
const li = { id: "p-li", name: "李护士" };

function fallOf(id: string, residentId: string, at = noon): Alert {
  const reason = { code: "event", type: "fall", deviceId: "band-1", eventId: id } as const;
  const verdict = { kind: "fall", priority: "high", reason, inputs: [], alertId: id } as const;
  return raiseAlert(verdict, { id: residentId, facilityId: `home-of-${residentId}` }, at);
}

describe.each(enginesUnderTest())("alerts on $name", ({ open }) => {
  let engine: TableEngine;
  let alerts: AlertStore;
  let watches: WatchStore;
  beforeAll(async () => {
    engine = await open({ now: () => noon });
    alerts = new AlertStore(engine);
    watches = new WatchStore(engine);
  });

  async function raise(alert: Alert, version: number): Promise<void> {
    const watch = emptyWatch(alert.residentId);
    if (version === 0) await watches.create(watch);
    const commit = { watch, expectedVersion: Math.max(1, version), raised: [alert], changed: [] };
    expect(await watches.commit(commit)).toBe("committed");
  }

  /** As the version before this one stored it: no case, no holder, no escalation. */
  async function store(id: string, change: Partial<Alert>): Promise<void> {
    const { caseId: _, escalation: __, ...old } = { ...fallOf(id, "old"), ...change };
    const state = old.closedAt === undefined ? "open" : "closed";
    const raisedAt = new Date(noon).toISOString();
    const found = { key: `alert#${id}`, residentId: "old", facilityAndState: `home-of-old#${state}`, raisedAt };
    const item = { ...found, version: old.version, schema: 1, json: JSON.stringify(old) };
    await engine.write([{ kind: "put", table: tables.alerts, item }]);
  }

  test("of an earlier version are read: each its own case; who waits is called, who went has it", async () => {
    await store("o-new", {});
    const acknowledged = { at: noon + minute, what: "acknowledged", by: "王护工" } as const;
    await store("o-taken", { handling: "acknowledged", timeline: [acknowledged], version: 2 });
    await store("o-closed", { handling: "resolved", closedAt: noon, outcome: "real" });
    expect(await alerts.find("o-new")).toMatchObject({
      caseId: "o-new",
      escalation: { kind: "to-plan", round: 1, dueAt: noon },
    });
    expect(await alerts.find("o-taken")).toMatchObject({
      holder: { personId: "operators-command", name: "王护工", since: noon + minute },
      escalation: { kind: "quiet" },
    });
    expect((await alerts.find("o-closed"))?.escalation).toBeUndefined();
    const listed = (await alerts.listByResident("old", 10)).items;
    expect(listed.map(({ id, caseId }) => id === caseId)).toEqual([true, true, true]);
  });

  test("that are closed take words without touching the guard of the one that is open since", async () => {
    const first = fallOf("c-1", "rc");
    await raise(first, 0);
    const closed = resolveAlert(first, { by: li, outcome: "real" }, noon).alert;
    expect(await alerts.save(closed)).toBe("saved");
    await raise(fallOf("c-2", "rc", noon + 1), 2);
    const said = commentOnAlert(closed, li, "补充", noon).alert;
    expect(await alerts.annotate(said)).toBe("saved");
    expect(await alerts.annotate(said)).toBe("conflict");
    const third = { watch: emptyWatch("rc"), expectedVersion: 3, raised: [fallOf("c-3", "rc")], changed: [] };
    expect(await watches.commit(third)).toBe("conflict");
  });

  test("are opened again with their guard, and only while no other is open of the kind", async () => {
    const first = fallOf("r-1", "rr");
    await raise(first, 0);
    const closed = resolveAlert(first, { by: li, outcome: "false" }, noon).alert;
    await alerts.save(closed);
    const { alert: again } = withdrawResolution(closed, li, noon + minute);
    const watch = emptyWatch("rr");
    const commit = { watch, raised: [], changed: [], reopened: [again] };
    expect(await watches.commit({ ...commit, expectedVersion: 2 })).toBe("committed");
    expect((await alerts.listOpen("home-of-rr")).items).toEqual([again]);
    const other = { watch, expectedVersion: 3, raised: [fallOf("r-2", "rr")], changed: [] };
    expect(await watches.commit(other)).toBe("conflict");
    const closedAgain = resolveAlert(again, { by: li, outcome: "real" }, noon + 2 * minute).alert;
    expect(await alerts.save(closedAgain)).toBe("saved");
    await raise(fallOf("r-3", "rr", noon + 5), 3);
    const late = withdrawResolution(closedAgain, li, noon + 3 * minute).alert;
    expect(await watches.commit({ ...commit, reopened: [late], expectedVersion: 4 })).toBe("conflict");
    expect(await alerts.find("r-1")).toEqual(closedAgain);
  });
});

describe.each(enginesUnderTest())("hand-overs on $name", ({ open }) => {
  test("are kept by time, each once, and listed the newest first, both ends of a span included", async () => {
    const store = new HandoverStore(await open({ now: () => noon }));
    const handOver = (id: string, at: number): HandOver => ({
      id,
      facilityId: "home-1",
      at,
      by: li,
      from: li,
      to: { id: "p-wang", name: "王护工" },
      alerts: [{ alertId: "a-1", outcome: "handed-over" }],
    });
    const [one, two, three] = [handOver("h1", noon), handOver("h2", noon), handOver("h3", noon + minute)];
    for (const each of [one, two, three]) expect(await store.add(each)).toBe("added");
    expect(await store.add(one)).toBe("already-exists");
    const ids = async (from: number, until: number, limit = 10) =>
      (await store.listBetween("home-1", from, until, limit)).items.map(({ id }) => id);
    expect(await ids(noon, noon + minute)).toEqual(["h3", "h2", "h1"]);
    expect(await ids(noon, noon)).toEqual(["h2", "h1"]);
    expect(await ids(noon + 1, noon + minute)).toEqual(["h3"]);
    expect(await ids(noon, noon + minute, 1)).toEqual(["h3"]);
    expect((await store.listBetween("home-2", 0, noon, 10)).items).toEqual([]);
  });
});
