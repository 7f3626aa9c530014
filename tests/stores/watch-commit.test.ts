import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Alert, AlertKind } from "../../domain/alerts/alert.ts";
import { resolveAlert } from "../../domain/alerts/answering.ts";
import { clearAlert, raiseAlert } from "../../domain/alerts/handling.ts";
import { observationCodes } from "../../domain/model/observations.ts";
import { day } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { EventStore } from "../../stores/event-store.ts";
import { watchFromJson, watchToJson } from "../../stores/watch-json.ts";
import { type WatchCommit, WatchStore } from "../../stores/watch-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.UTC(2026, 10, 22, 4);

function alertOf(id: string, residentId: string, kind: AlertKind = "fall", at = noon): Alert {
  const reason = { code: "event", type: "fall", deviceId: "band-1", eventId: "e1" } as const;
  const verdict = { kind, priority: "medium", reason, inputs: [], alertId: id } as const;
  return raiseAlert(verdict, { id: residentId, facilityId: `home-of-${residentId}` }, at);
}

function fallOf(residentId: string, eventId: string): NonNullable<WatchCommit["event"]> {
  const event = { kind: "event", eventId, type: "fall", at: noon, deviceId: `band-${residentId}` } as const;
  return { event, residentId, facilityId: `home-of-${residentId}`, expiresAt: noon + 90 * day };
}

describe.each(enginesUnderTest())("a commit on $name", ({ open }) => {
  let engine: TableEngine;
  let watches: WatchStore;
  let alerts: AlertStore;
  let people = 0;

  beforeAll(async () => {
    engine = await open({ now: () => noon });
    watches = new WatchStore(engine);
    alerts = new AlertStore(engine);
  });

  /** A resident whose watch is in version 1. */
  async function givenResident(): Promise<{ id: string; facilityId: string; watch: Watch }> {
    people += 1;
    const id = `r${people}`;
    const watch = emptyWatch(id);
    expect(await watches.create(watch)).toBe("created");
    return { id, facilityId: `home-of-${id}`, watch };
  }

  const nothing = { raised: [], changed: [] } as const;

  test("writes watch, alert and event together", async () => {
    const { id, facilityId, watch } = await givenResident();
    const next = { ...watch, seenEvents: ["band#fall#e1#5"], dueAt: noon + 1 };
    const raised = [alertOf("a1", id)];
    const event = fallOf(id, "e1");
    expect(await watches.commit({ watch: next, expectedVersion: 1, raised, changed: [], event })).toBe("committed");
    expect(await watches.find(id)).toEqual({ watch: next, version: 2 });
    expect((await alerts.listOpen(facilityId)).items).toEqual(raised);
    expect(await alerts.find("a1")).toEqual(raised[0]);
    expect((await new EventStore(engine).listByResident(id, 10)).items).toEqual([event.event]);
  });

  test("of an older version is a conflict and changes nothing", async () => {
    const { id, facilityId, watch } = await givenResident();
    await watches.commit({ watch, expectedVersion: 1, ...nothing });
    const late = { watch: { ...watch, dueAt: 5 }, expectedVersion: 1, raised: [alertOf("late", id)], changed: [] };
    expect(await watches.commit({ ...late, event: fallOf(id, "late") })).toBe("conflict");
    expect(await watches.find(id)).toEqual({ watch, version: 2 });
    expect((await alerts.listOpen(facilityId)).items).toEqual([]);
    expect((await new EventStore(engine).listByResident(id, 10)).items).toEqual([]);
  });

  test("for a resident without a watch is a conflict", async () => {
    const commit = { watch: emptyWatch("nobody"), expectedVersion: 1, ...nothing };
    expect(await watches.commit(commit)).toBe("conflict");
  });

  test("of an event that was recorded before says so, whatever else failed", async () => {
    const { id, watch } = await givenResident();
    const commit = { watch, expectedVersion: 1, ...nothing, event: fallOf(id, "e1") };
    expect(await watches.commit(commit)).toBe("committed");
    expect(await watches.commit(commit)).toBe("duplicate-event");
    expect(await watches.commit({ ...commit, expectedVersion: 2 })).toBe("duplicate-event");
    expect((await watches.find(id))?.version).toBe(2);
  });

  test("takes a reused event id of another type or stated time for what it is: another event", async () => {
    const { id, watch } = await givenResident();
    const first = fallOf(id, "1");
    const { event } = first;
    const others = [
      { ...event, statedAt: noon },
      { ...event, statedAt: noon + 1 },
      { ...event, type: "sos" as const },
      { ...event, at: noon + 1 },
    ];
    let version = 1;
    for (const each of [event, ...others]) {
      const commit = { watch, expectedVersion: version, ...nothing, event: { ...first, event: each } };
      expect(await watches.commit(commit)).toBe("committed");
      expect(await watches.commit(commit)).toBe("duplicate-event");
      version += 1;
    }
    expect((await new EventStore(engine).listByResident(id, 10)).items).toHaveLength(5);
  });

  test("takes an event whatever its device put into id and evidence", async () => {
    const { id, watch } = await givenResident();
    const event = { ...fallOf(id, "\ud800 # 汉"), expiresAt: noon + day };
    const odd = { ...event.event, evidence: { "": 1e300, __proto__: 1, g: 1e-300, text: "\udfff" } };
    const commit = { watch, expectedVersion: 1, ...nothing, event: { ...event, event: odd } };
    expect(await watches.commit(commit)).toBe("committed");
    expect((await new EventStore(engine).listByResident(id, 1)).items).toHaveLength(1);
  });

  test("of 100 at the same time opens one alert of a kind, not two", async () => {
    const { id, facilityId, watch } = await givenResident();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, number) =>
        watches.commit({ watch, expectedVersion: 1, raised: [alertOf(`${id}-${number}`, id)], changed: [] }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "conflict")).toHaveLength(99);
    expect((await alerts.listOpen(facilityId)).items).toHaveLength(1);
  });

  test("of 100 that read again and again opens one alert of a kind: the guard holds where the watch forgets", async () => {
    const { id, facilityId, watch } = await givenResident();
    let attempts = 0;
    async function raise(number: number): Promise<void> {
      for (let tries = 0; tries < 3; tries += 1) {
        const version = (await watches.find(id))?.version ?? 0;
        attempts += 1;
        const raised = [alertOf(`${id}-${number}`, id)];
        if ((await watches.commit({ watch, expectedVersion: version, raised, changed: [] })) === "committed") return;
      }
    }
    await Promise.all(Array.from({ length: 100 }, (_, number) => raise(number)));
    expect(attempts).toBeGreaterThan(200);
    expect((await alerts.listOpen(facilityId)).items).toHaveLength(1);
    expect((await alerts.listByResident(id, 100)).items).toHaveLength(1);
  });

  test("of different kinds opens one alert of each", async () => {
    const { id, facilityId, watch } = await givenResident();
    const raised = [alertOf(`${id}-f`, id, "fall"), alertOf(`${id}-s`, id, "sos"), alertOf(`${id}-n`, id, "news2")];
    expect(await watches.commit({ watch, expectedVersion: 1, raised, changed: [] })).toBe("committed");
    expect((await alerts.listOpen(facilityId)).items).toHaveLength(3);
  });

  test("that closes an alert makes room for the next of its kind", async () => {
    const { id, facilityId, watch } = await givenResident();
    const first = alertOf(`${id}-1`, id, "news2");
    await watches.commit({ watch, expectedVersion: 1, raised: [first], changed: [] });
    const closed = clearAlert(first, noon + 1);
    expect(closed.closedAt).toBeDefined();
    expect(await watches.commit({ watch, expectedVersion: 2, raised: [], changed: [closed] })).toBe("committed");
    expect((await alerts.listOpen(facilityId)).items).toEqual([]);
    expect((await alerts.listClosed(facilityId, 10)).items).toEqual([closed]);
    const second = alertOf(`${id}-2`, id, "news2", noon + 2);
    expect(await watches.commit({ watch, expectedVersion: 3, raised: [second], changed: [] })).toBe("committed");
    expect((await alerts.listByResident(id, 10)).items).toEqual([second, closed]);
  });

  test("on an alert that a person has changed meanwhile is a conflict", async () => {
    const { id, watch } = await givenResident();
    const alert = alertOf(`${id}-1`, id, "news2");
    await watches.commit({ watch, expectedVersion: 1, raised: [alert], changed: [] });
    const resolved = resolveAlert(alert, { by: { id: "li", name: "李" }, outcome: "real" }, noon + 1);
    const byPerson = { ...alert, ...("alert" in resolved ? resolved.alert : resolved) } as Alert;
    expect(await alerts.save(byPerson)).toBe("saved");
    expect(await alerts.save(byPerson)).toBe("conflict");
    const changed = [clearAlert(alert, noon + 2)];
    expect(await watches.commit({ watch, expectedVersion: 2, raised: [], changed })).toBe("conflict");
    expect(await alerts.find(alert.id)).toEqual(byPerson);
  });

  test("several watches are found by resident, those without one are absent", async () => {
    const [one, two] = [await givenResident(), await givenResident()];
    const found = await watches.findMany([two.id, "nobody", one.id, two.id]);
    expect([...found.keys()].toSorted()).toEqual([one.id, two.id].toSorted());
    expect(found.get(one.id)).toEqual({ watch: one.watch, version: 1 });
  });
});

test("a watch comes back from its JSON as it was", () => {
  const observation = fc.tuple(
    fc.integer({ min: 0, max: 4e12 }),
    fc.constantFrom(...observationCodes),
    fc.string({ minLength: 1 }),
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.boolean(),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(fc.array(observation), (recent) => {
      const watch: Watch = { ...emptyWatch("r"), recent, seenEvents: ["a/b"], dueAt: 5 };
      expect(watchFromJson(watchToJson(watch))).toEqual(watch);
    }),
  );
});
