import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ConversionAction, ConversionState } from "../../domain/beds/conversion.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { convertingOf, requestedConversion } from "../../domain/beds/request-conversion.ts";
import { stepConversion } from "../../domain/beds/step-conversion.ts";
import { bedUseOf, type Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { enginesUnderTest } from "../engines.ts";
import { type BedModel, type BedStep, bedSteps, takenBy } from "./bed-model.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const bedId = "b1";

describe.each(enginesUnderTest())("on $name", ({ open, name }) => {
  let residents: ResidentStore;
  let facilities: FacilityStore;
  let conversions: ConversionStore;
  let homes = 0;

  beforeAll(async () => {
    const engine = await open();
    residents = new ResidentStore(engine);
    facilities = new FacilityStore(engine);
    conversions = new ConversionStore(engine);
  });

  test("whatever is held, left, taken, waited for and converted, the table says what a plain model says", async () => {
    await fc.assert(
      fc.asyncProperty(bedSteps, async (steps) => {
        const home = await newHome();
        const model: BedModel = { now: noon };
        for (const step of steps) {
          const { now } = model;
          const before = JSON.stringify(model);
          const expected = takenBy(model, step);
          expect(await done(step, home, now), `${JSON.stringify(step)} of ${before}`).toBe(expected);
        }
        const there = (await residents.listByFacility(home)).items.filter((resident) => resident.bedId === bedId);
        expect(there.map(({ id }) => id)).toEqual(model.who === undefined ? [] : [`${home}-${model.who}`]);
        const isMedical = ["effective", "return-ordered"].includes(model.conversion?.state ?? "");
        expect(await usedFor(home)).toBe(isMedical ? "medical" : "care");
      }),
      { numRuns: name === "SQLite" ? 150 : 25 },
    );
  });

  async function newHome(): Promise<string> {
    homes += 1;
    const id = `home-${homes}`;
    const beds = [{ id: bedId, label: "1 床" }];
    await facilities.add({ id, name: "松鹤院", kind: "care-home", beds, convertible: { medical: 1 } });
    for (const who of ["p1", "p2"]) await residents.add(resident(`${id}-${who}`, id));
    return id;
  }

  async function usedFor(facilityId: string): Promise<string> {
    const facility = (await facilities.find(facilityId)) as Facility;
    return bedUseOf(facility, facility.beds[0] ?? {});
  }

  async function bedOf(facilityId: string): Promise<BedState> {
    return (await residents.bedStates(facilityId, [bedId]))[0] as BedState;
  }

  async function done(step: BedStep, facilityId: string, now: EpochMs): Promise<string> {
    const place = { facilityId, bedId };
    switch (step.do) {
      case "wait":
        return "waited";
      case "hold": {
        const until = now + step.minutes * minute;
        const hold = { id: step.id, purpose: "admission", until, heldAt: now, by: "李", byId: "p" } as const;
        return residents.hold(place, hold, now);
      }
      case "release": {
        const { guard } = await bedOf(facilityId);
        return guard.kind === "held" && guard.hold.id === step.id
          ? residents.release(place, guard.hold, { at: now, why: "by-hand" })
          : "not-held";
      }
      case "move-in": {
        const before = (await residents.find(`${facilityId}-${step.who}`)) as Resident;
        if (before.bedId === bedId) return "there";
        return residents.commit({ before, after: { ...before, bedId }, taking: { now, holdId: step.by } });
      }
      case "move-out": {
        const before = (await residents.find(`${facilityId}-${step.who}`)) as Resident;
        if (before.bedId !== bedId) return "elsewhere";
        const { bedId: _, ...after } = before;
        return residents.commit({ before, after });
      }
      case "convert":
        return converted(facilityId, now);
    }
  }

  async function converted(facilityId: string, now: EpochMs): Promise<string> {
    const facility = (await facilities.find(facilityId)) as Facility;
    const bed = await bedOf(facilityId);
    const [conversion] = (await conversions.listOpen(facilityId)).items;
    if (conversion === undefined) {
      const wish = { id: `c-${bed.revision}`, bedId, to: "medical", reason: "肺炎" } as const;
      const asked = requestedConversion(wish, facility, bed, { name: "李", id: "nurse" }, now);
      if (typeof asked === "string") return asked;
      const converting = convertingOf(asked);
      expect(await conversions.commit({ conversion: asked, bed, ...(converting && { converting }) })).toBe("committed");
      return asked.state;
    }
    const action = actions[conversion.state] ?? "return";
    const payer = { before: "care-fee", after: "medical-insurance" } as const;
    const approval = { payer, settlementCutAt: now, consentBy: "女儿" };
    const facts = { conversion, facility, bed, promised: 0 };
    const step = stepConversion(facts, { action, approval }, { name: "某", id: `who-${action}` }, now);
    if (step.kind === "refused") return step.why;
    if (step.kind === "unchanged") return "unchanged";
    const converting = convertingOf(step.conversion);
    const outcome = await conversions.commit({
      conversion: step.conversion,
      bed,
      ...(converting !== undefined && { converting }),
      ...(step.facility !== undefined && { facility: { before: facility, after: step.facility } }),
    });
    return outcome === "committed" ? step.conversion.state : outcome;
  }
});

const actions: Readonly<Partial<Record<ConversionState, ConversionAction>>> = {
  requested: "order",
  ordered: "approve",
  approved: "take-effect",
  effective: "order-return",
};

function resident(id: string, facilityId: string): Resident {
  return {
    id,
    name: "王秀英",
    sex: "female",
    birthDate: "1941-03-08",
    facilityId,
    careSetting: "care-home",
    disabilityLevel: 3,
    palliative: false,
    allergies: [],
    contacts: [],
  };
}
