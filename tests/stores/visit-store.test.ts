import { beforeAll, describe, expect, test } from "vitest";
import type { Alert } from "../../domain/alerts/alert.ts";
import { raiseAlert } from "../../domain/alerts/handling.ts";
import { minute } from "../../domain/model/time.ts";
import type { TableDefinition } from "../../domain/ports.ts";
import type { VisitNote } from "../../domain/visits/note.ts";
import type { Visit, VisitOrder } from "../../domain/visits/visit.ts";
import { keptByLaw } from "../../stores/retention.ts";
import { tables } from "../../stores/tables.ts";
import { VisitStore } from "../../stores/visit-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.parse("2036-11-22T12:00:00+08:00");
const by = { id: "doctor-1", name: "周医生" };

function visit(id: string, change: Partial<Visit> = {}): Visit {
  return {
    ...{
      id,
      kind: "remote-consultation",
      residentId: `r-${id}`,
      facilityId: `home-${id}`,
      leadFacilityId: `centre-${id}`,
    },
    ...{ state: "requested", reason: "血压", requestedAt: noon, requestedBy: by, invited: [], present: [], orders: [] },
    ...{ steps: [], version: 1 },
    ...change,
  };
}

function note(visitId: string, version: number, change: Partial<VisitNote> = {}): VisitNote {
  const parts = { subjective: "无不适" };
  return { visitId, form: "SOAP", parts, savedAt: noon, savedBy: by, addenda: [], version, ...change };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let visits: VisitStore;
  beforeAll(async () => {
    visits = new VisitStore(await open());
  });
  const idsOf = async (facilityId: string, part: "open" | "closed" | "tasks") =>
    (await visits.listOf(facilityId, part, 100)).items.map(({ id }) => id);

  test("every facility that has a part in a visit finds it, each once, and no other", async () => {
    const one = visit("a", { consultedFacilityId: "hospital-a" });
    expect(await visits.add(one)).toBe("added");
    expect(await visits.add(one)).toBe("already-exists");
    for (const id of ["home-a", "centre-a", "hospital-a"]) expect(await idsOf(id, "open")).toEqual(["a"]);
    expect(await idsOf("home-b", "open")).toEqual([]);
    expect(await visits.find("a")).toEqual(one);
    expect(await visits.find("home-a")).toBeUndefined();
  });

  test("a visit that is over is found among the closed ones alone, the latest first", async () => {
    await visits.add(visit("c1", { leadFacilityId: "centre-c", scheduledAt: noon }));
    await visits.add(visit("c2", { leadFacilityId: "centre-c", scheduledAt: noon + minute }));
    expect(await idsOf("centre-c", "open")).toEqual(["c2", "c1"]);
    await visits.save(
      visit("c2", { leadFacilityId: "centre-c", scheduledAt: noon + minute, state: "signed", version: 2 }),
    );
    expect(await idsOf("centre-c", "open")).toEqual(["c1"]);
    expect(await idsOf("centre-c", "closed")).toEqual(["c2"]);
    const moved = visit("c1", { leadFacilityId: "centre-c", scheduledAt: noon + 9 * minute, version: 2 });
    expect(await visits.save(moved)).toBe("saved");
    expect(await idsOf("centre-c", "open")).toEqual(["c1"]);
  });

  test("of a resident all are found, whatever became of them", async () => {
    await visits.add(visit("d1", { residentId: "r-d" }));
    await visits.add(visit("d2", { residentId: "r-d", state: "cancelled", requestedAt: noon + minute }));
    expect((await visits.listByResident("r-d", 10)).items.map(({ id }) => id)).toEqual(["d2", "d1"]);
  });

  test("a visit is found among the tasks of a house while one is open there, also after its signature", async () => {
    const order = (id: string, facilityId: string, change: Partial<VisitOrder> = {}): VisitOrder => {
      return { id, text: "量血压", facilityId, role: "nurse", orderedBy: by, orderedAt: noon, ...change };
    };
    const done = { report: { isDone: true, by, at: noon } };
    const left = { ended: { why: "left", at: noon } } as const;
    const versions: readonly (readonly [readonly VisitOrder[], readonly string[], readonly string[]])[] = [
      [[], [], []],
      [[order("o1", "home-t")], ["t"], []],
      [[order("o1", "home-t"), order("o2", "centre-t")], ["t"], ["t"]],
      [
        [order("o1", "home-t", { report: { ...done.report, isDone: false } }), order("o2", "centre-t", left)],
        ["t"],
        [],
      ],
      [[order("o1", "home-t", done), order("o2", "centre-t", left)], [], []],
    ];
    for (const [index, [orders, atHome, atCentre]] of versions.entries()) {
      const next = visit("t", { orders, state: "signed", version: index + 1 });
      expect(await (index === 0 ? visits.add(next) : visits.save(next))).toBe(index === 0 ? "added" : "saved");
      expect([await idsOf("home-t", "tasks"), await idsOf("centre-t", "tasks")]).toEqual([atHome, atCentre]);
    }
  });

  test("an alert is written with the visit or not at all; of two tasks each has one, of one task there is one", async () => {
    await visits.add(visit("al"));
    const alert = (id: string, orderId: string): Alert => {
      const reason = { code: "task", visitId: "al", orderId, role: "nurse", dueMs: noon } as const;
      const verdict = { kind: "task-late", priority: "medium", reason, inputs: [], alertId: id } as const;
      return raiseAlert(verdict, { id: "r-al", facilityId: "home-al" }, noon);
    };
    const next = (version: number, raised: readonly Alert[]) =>
      visits.save(visit("al", { version }), undefined, { raised });
    expect(await next(2, [alert("al-1", "o1"), alert("al-2", "o2")])).toBe("saved");
    expect(await next(3, [alert("al-3", "o1")])).toBe("conflict");
    expect((await visits.find("al"))?.version).toBe(2);
  });

  test("a plan of a round is found by everybody in it, once each, and not by whoever is of it no more", async () => {
    const base = { facilityId: "home-p", leadFacilityId: "home-p", kind: "ward-round", reason: "每周查房" } as const;
    const rhythm = { every: { count: 1, unit: "week" }, firstOn: "2026-12-01", passed: 0, state: "active" } as const;
    const madeBy = { kind: "person", id: "nurse", name: "陈护士" } as const;
    const plan = { id: "pl", residentId: "r-p1", ...base, ...rhythm, madeBy, madeAt: noon, version: 1 } as const;
    expect(await visits.replacePlan({ ...plan, others: ["r-p2", "r-p3"] })).toBe("saved");
    expect(await visits.replacePlan({ ...plan, id: "alone", madeAt: noon + 1, residentId: "r-p3" })).toBe("saved");
    const idsOf = async (id: string) => (await visits.listPlans(id)).items.map((each) => each.id);
    expect(await Promise.all(["r-p1", "r-p2", "r-p3"].map(idsOf))).toEqual([["pl"], ["pl"], ["alone", "pl"]]);
    // The first of them left: the second stands in their place.
    expect(await visits.replacePlan({ ...plan, residentId: "r-p2", others: ["r-p3"], version: 2 })).toBe("saved");
    expect(await visits.replacePlan({ ...plan, residentId: "r-p2", version: 2 })).toBe("conflict");
    expect(await Promise.all(["r-p1", "r-p2", "r-p3"].map(idsOf))).toEqual([[], ["pl"], ["alone", "pl"]]);
  });

  test("of two who write the same version one is refused, and nothing of it is written", async () => {
    await visits.add(visit("e"));
    const [one, other] = ["waiting", "cancelled"].map((state) => visit("e", { state, version: 2 } as Partial<Visit>));
    const outcomes = await Promise.all([visits.save(one as Visit), visits.save(other as Visit)]);
    expect(outcomes.toSorted()).toEqual(["conflict", "saved"]);
  });

  test("a signature and its note are written together or not at all", async () => {
    await visits.add(visit("f", { state: "notes" }));
    expect(await visits.annotate(note("f", 1))).toBe("saved");
    expect(await visits.annotate(note("f", 1))).toBe("conflict");
    expect(await visits.annotate(note("f", 2))).toBe("saved");
    const signed = visit("f", { state: "signed", version: 2 });
    expect(await visits.save(signed, note("f", 2, { signedAt: noon }))).toBe("conflict");
    expect([(await visits.find("f"))?.state, (await visits.findNote("f"))?.signedAt]).toEqual(["notes", undefined]);
    expect(await visits.save(signed, note("f", 3, { signedAt: noon }))).toBe("saved");
    expect(await visits.annotate(note("f", 3))).toBe("conflict");
    expect([(await visits.find("f"))?.state, (await visits.findNote("f"))?.signedAt]).toEqual(["signed", noon]);
  });
});

test("what a law says to keep expires in no table", () => {
  for (const name of Object.keys(keptByLaw) as (keyof typeof keptByLaw)[])
    expect((tables[name] as TableDefinition).expires, name).toBeUndefined();
});
