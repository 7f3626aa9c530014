import { beforeAll, describe, expect, test } from "vitest";
import type { BedConversion } from "../../domain/beds/conversion.ts";
import type { BedHold, BedPlace, BedState } from "../../domain/beds/guard.ts";
import { convertingOf, requestedConversion } from "../../domain/beds/request-conversion.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { holdingBed, occupyingBed, vacatingBed } from "../../stores/bed-items.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { residentItem } from "../../stores/resident-items.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { tables } from "../../stores/tables.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const parallel = 100;

function resident(id: string, facilityId: string, bedId?: string): Resident {
  return {
    id,
    name: "王秀英",
    sex: "female",
    birthDate: "1941-03-08",
    facilityId,
    ...(bedId === undefined ? {} : { bedId }),
    careSetting: "care-home",
    disabilityLevel: 3,
    palliative: false,
    allergies: [],
    contacts: [],
  };
}

function home(id: string): Facility {
  const beds = ["b1", "b2"].map((bedId) => ({ id: bedId, label: `${bedId} 床` }));
  return { id, name: "松鹤院", kind: "care-home", beds, convertible: { medical: 2 } };
}

const byHand = { at: noon, why: "by-hand", by: { name: "李协调", id: "p-li" } } as const;

function holdOf(id: string, until: number): BedHold {
  return { id, purpose: "admission", until, heldAt: noon, by: "李协调", byId: "p-li" };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let residents: ResidentStore;
  let facilities: FacilityStore;
  let conversions: ConversionStore;
  let homes = 0;

  beforeAll(async () => {
    engine = await open();
    residents = new ResidentStore(engine);
    facilities = new FacilityStore(engine);
    conversions = new ConversionStore(engine);
  });

  async function newHome(): Promise<Facility> {
    homes += 1;
    const facility = home(`home-${homes}`);
    await facilities.add(facility);
    await residents.guardBeds(facility.id);
    return facility;
  }
  const bedOf = async ({ facilityId, bedId }: BedPlace): Promise<BedState> =>
    (await residents.bedStates(facilityId, [bedId]))[0] as BedState;

  test(`of ${parallel} who hold one bed at once exactly one holds it`, async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    const outcomes = await Promise.all(
      Array.from({ length: parallel }, (_, index) =>
        again(() => residents.hold(place, holdOf(`h-${index}`, noon + minute), noon)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(1);
    const { guard } = await bedOf(place);
    const winner = outcomes.indexOf("held");
    expect(guard).toMatchObject({ kind: "held", hold: { id: `h-${winner}` } });
    expect((await residents.listHolds(facilityId)).map(({ hold }) => hold.id)).toEqual([`h-${winner}`]);
  });

  test(`of ${parallel} who hold one bed or move in at once exactly one has it`, async () => {
    const facility = await newHome();
    const place = { facilityId: facility.id, bedId: "b1" };
    const free = await bedOf(place);
    const attempts = Array.from({ length: parallel }, (_, index) => async (): Promise<boolean> => {
      if (index % 2 === 0) return (await residents.hold(place, holdOf(`h-${index}`, noon + minute), noon)) === "held";
      const newcomer = resident(`${facility.id}-p-${index}`, facility.id, "b1");
      return (await residents.add(newcomer, { now: noon })) === "added";
    });
    const outcomes = await Promise.all(attempts.map((attempt) => again(attempt)));
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1);
    expect((await residents.listByFacility(facility.id)).items.length).toBeLessThanOrEqual(1);
    // What was decided by what the bed was before is refused as a whole.
    const written = await engine.write(holdingBed(free, holdOf("late", noon + minute)));
    expect(written.kind).toBe("refused");
  });

  test(`of ${parallel} who ask to convert one bed at once exactly one conversion is under way`, async () => {
    const facility = await newHome();
    const outcomes = await Promise.all(
      Array.from({ length: parallel }, (_, index) => again(() => request(facility, `c-${index}`))),
    );
    expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
    expect((await conversions.listOpen(facility.id)).items).toHaveLength(1);
  });

  test("of a hold and a conversion that both saw an empty bed the second is refused", async () => {
    for (const isHeldFirst of [true, false]) {
      const facility = await newHome();
      const place = { facilityId: facility.id, bedId: "b1" };
      const seen = await bedOf(place);
      const wish = { id: "c", bedId: "b1", to: "medical", reason: "备用" } as const;
      const conversion = requestedConversion(wish, facility, seen, { name: "李", id: "p" }, noon) as BedConversion;
      const hold = async () => (await engine.write(holdingBed(seen, holdOf("h", noon + minute)))).kind;
      const convert = () => conversions.commit({ conversion, bed: seen, converting: { id: "c", isBarred: true } });
      const [first, second] = isHeldFirst ? [hold, convert] : [convert, hold];
      expect(["written", "committed"]).toContain(await first());
      expect(["refused", "conflict"]).toContain(await second());
    }
  });

  test("a hold counts until its time and not at it, whether or not it was swept", async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    const until = noon + 30 * minute;
    expect(await residents.hold(place, holdOf("h", until), noon)).toBe("held");
    expect(await residents.hold(place, holdOf("other", until), until - 1)).toBe("bed-held");
    const before = resident(`${facilityId}-p`, facilityId);
    await residents.add(before);
    const after = { ...before, bedId: "b1" };
    expect(await residents.commit({ before, after, taking: { now: until - 1 } })).toBe("bed-held");
    expect(await residents.commit({ before, after, taking: { now: until } })).toBe("committed");
    expect(await residents.occupants(facilityId, ["b1"])).toEqual(new Map([["b1", before.id]]));
    expect(await residents.listHolds(facilityId)).toEqual([]);
  });

  test("a hold is taken up by whoever names it, made longer by itself, and released once", async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    await residents.hold(place, holdOf("h", noon + minute), noon);
    const longer = holdOf("h", noon + 60 * minute);
    expect(await residents.hold(place, longer, noon)).toBe("held");
    expect(await residents.release(place, holdOf("h", noon + minute), byHand)).toBe("not-held");
    expect(await residents.release(place, longer, byHand)).toBe("released");
    expect(await residents.release(place, longer, byHand)).toBe("not-held");
    await residents.hold(place, longer, noon);
    const newcomer = resident(`${facilityId}-p`, facilityId, "b1");
    expect(await residents.add(newcomer, { now: noon })).toBe("bed-held");
    expect(await residents.add(newcomer, { now: noon, holdId: "h" })).toBe("added");
  });

  test("a stay has a bed besides that of the record, and leaves it by itself", async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    await residents.hold(place, holdOf("referral-1", noon + minute), noon);
    expect((await engine.write(occupyingBed(await bedOf(place), "from-elsewhere", noon, "referral-1"))).kind).toBe(
      "written",
    );
    expect((await bedOf(place)).guard).toEqual({
      kind: "occupied",
      residentId: "from-elsewhere",
      stayId: "referral-1",
    });
    expect(await residents.hold(place, holdOf("h", noon + minute), noon)).toBe("bed-taken");
    expect((await engine.write([vacatingBed(place, "another")])).kind).toBe("refused");
    expect((await engine.write([vacatingBed(place, "referral-1")])).kind).toBe("written");
    expect((await bedOf(place)).guard).toEqual({ kind: "free" });
  });

  test("what happened with a bed is kept with the change itself: nothing that was refused, and a hold that ran out at its time", async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    const told = async () => {
      const { items } = await residents.bedHistory(place, { limit: 20 });
      return items.map(({ at, event }) => `${(at - noon) / minute} ${event.kind} ${"why" in event ? event.why : ""}`);
    };
    await residents.hold(place, { ...holdOf("h1", noon + 5 * minute), heldAt: noon }, noon);
    expect(await residents.hold(place, holdOf("h2", noon + 9 * minute), noon)).toBe("bed-held");
    const longer = { ...holdOf("h1", noon + 8 * minute), heldAt: noon + minute };
    await residents.hold(place, longer, noon + minute);
    await residents.release(place, longer, { ...byHand, at: noon + 2 * minute });
    expect(await residents.release(place, longer, { ...byHand, at: noon + 3 * minute })).toBe("not-held");
    await residents.hold(place, { ...holdOf("h3", noon + 6 * minute), heldAt: noon + 4 * minute }, noon + 4 * minute);
    // Nobody swept: whoever comes after its time tells of it.
    const newcomer = resident(`${facilityId}-p`, facilityId, "b1");
    expect(await residents.add(newcomer, { now: noon + 20 * minute })).toBe("added");
    const { bedId: _, ...without } = newcomer;
    const taking = { now: noon + 30 * minute };
    expect(await residents.commit({ before: newcomer, after: without, taking })).toBe("committed");
    expect(await told()).toEqual([
      "30 left ",
      "20 occupied ",
      "6 released expired",
      "4 held ",
      "2 released by-hand",
      "1 held ",
      "0 held ",
    ]);
    const { items } = await residents.bedHistory(place, { limit: 2, before: noon + 6 * minute });
    expect(items.map(({ event }) => event)).toMatchObject([
      { kind: "held", holdId: "h3" },
      { kind: "released", holdId: "h1", by: "李协调", byId: "p-li" },
    ]);
    expect((await residents.bedHistory({ facilityId, bedId: "b2" }, { limit: 9 })).items).toEqual([]);
    expect((await residents.listByFacility(facilityId)).items).toHaveLength(1);
  });

  test(`of ${parallel} who hold, take and release one bed at once the history tells of no two at one time`, async () => {
    const { id: facilityId } = await newHome();
    const place = { facilityId, bedId: "b1" };
    await Promise.all(
      Array.from({ length: parallel }, async (_, index) => {
        const hold = { ...holdOf(`h-${index}`, noon + hour), heldAt: noon + index };
        if ((await residents.hold(place, hold, noon + index)) === "held")
          await residents.release(place, hold, { ...byHand, at: noon + parallel + index });
      }),
    );
    const { items } = await residents.bedHistory(place, { limit: 2 * parallel });
    const ids = (kind: string) =>
      items.flatMap(({ event }) => (event.kind === kind && "holdId" in event ? [event.holdId] : [])).toSorted();
    expect(ids("held").length).toBeGreaterThan(0);
    expect(ids("released")).toEqual(ids("held"));
    expect((await bedOf(place)).guard).toEqual({ kind: "free" });
  });

  test("a bed that is held is not given up, and one whose hold ran out is", async () => {
    const facility = await newHome();
    const place = { facilityId: facility.id, bedId: "b2" };
    await residents.hold(place, holdOf("h", noon + minute), noon);
    const without = { ...facility, beds: facility.beds.filter(({ id }) => id !== "b2") };
    expect(await facilities.replace(facility, without, noon)).toBe("occupied");
    expect(await facilities.replace(facility, without, noon + minute)).toBe("replaced");
    expect(await residents.hold(place, holdOf("h2", noon + 9 * minute), noon + minute)).toBe("bed-taken");
    expect(await facilities.replace(without, facility)).toBe("replaced");
    expect(await residents.hold(place, holdOf("h2", noon + 9 * minute), noon + minute)).toBe("held");
  });

  test("where beds have no guards yet, the board sees who lies where", async () => {
    homes += 1;
    const facility = home(`home-${homes}`);
    await facilities.add(facility);
    const old = resident(`${facility.id}-old`, facility.id);
    await residents.add(old);
    await residents.replace(old, { ...old, name: "李" });
    // As it was stored before there were guards.
    const stored = (await residents.find(old.id)) as Resident;
    await engine.write([
      {
        kind: "put",
        table: tables.residents,
        item: residentItem({ ...stored, bedId: "b1" }),
      },
    ]);
    expect((await bedOf({ facilityId: facility.id, bedId: "b1" })).guard).toEqual({
      kind: "occupied",
      residentId: old.id,
    });
    expect(await residents.hold({ facilityId: facility.id, bedId: "b1" }, holdOf("h", noon + minute), noon)).toBe(
      "bed-taken",
    );
  });

  async function request(facility: Facility, id: string): Promise<string> {
    const bed = await bedOf({ facilityId: facility.id, bedId: "b1" });
    const wish = { id, bedId: "b1", to: "medical", reason: "肺炎" } as const;
    const conversion = requestedConversion(wish, facility, bed, { name: "李护士", id: "p-li" }, noon);
    if (typeof conversion === "string") return conversion;
    return conversions.commit({ conversion, bed, converting: convertingOf(conversion) as never });
  }

  /** An engine may be too busy with a storm to answer; whoever asked asks again. */
  async function again<T>(work: () => Promise<T>): Promise<T | "busy"> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if ((error as { code?: string }).code !== "table-busy") throw error;
      }
    }
    return "busy";
  }
});
