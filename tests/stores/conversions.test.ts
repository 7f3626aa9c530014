import { beforeEach, describe, expect, test } from "vitest";
import type { BedConversion } from "../../domain/beds/conversion.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { matterAlert } from "../../domain/beds/matter-alert.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { enginesUnderTest } from "../engines.ts";

const conversionOf = (facilityId: string, version = 1): BedConversion => ({
  id: `c-${facilityId}`,
  facilityId,
  bedId: "b1",
  residentId: "r1",
  from: "care",
  to: "medical",
  state: "effective",
  steps: [],
  version,
});
const bedOf = (facilityId: string, revision = 0): BedState => ({
  place: { facilityId, bedId: "b1" },
  guard: { kind: "free" },
  revision,
});
const paying = (kind: "begins" | "ends", facilityId: string) => ({
  kind,
  residentId: "r1",
  place: { conversionId: `c-${facilityId}`, facilityId, bedId: "b1" },
});

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let conversions: ConversionStore;
  beforeEach(async () => {
    engine = await open();
    conversions = new ConversionStore(engine);
  });

  const begin = (facilityId: string) =>
    conversions.commit({
      conversion: conversionOf(facilityId),
      bed: bedOf(facilityId),
      paying: paying("begins", facilityId),
    });

  test("of a resident one conversion begins in whatever house, also of 20 at once", async () => {
    const houses = Array.from({ length: 20 }, (_, index) => `house-${index}`);
    const outcomes = await Promise.all(houses.map(begin));
    expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
    const first = houses[outcomes.indexOf("committed")] ?? "";
    expect(await conversions.payingFor("r1")).toEqual(paying("begins", first).place);
    expect(await conversions.find(houses.find((house) => house !== first) ?? "", `c-${first}`)).toBeUndefined();
  });

  test("it is free for the next when it ended, and ended by its own conversion only", async () => {
    await begin("one");
    const end = (facilityId: string, version: number) =>
      conversions.commit({
        conversion: { ...conversionOf("one", version), state: "returned" },
        bed: bedOf("one", version - 1),
        paying: paying("ends", facilityId),
      });
    expect(await end("two", 2)).toBe("conflict");
    expect(await begin("two")).toBe("conflict");
    expect(await end("one", 2)).toBe("committed");
    expect(await conversions.payingFor("r1")).toBeUndefined();
    expect(await begin("two")).toBe("committed");
  });

  test("it stands in no list of any facility", async () => {
    await begin("one");
    expect((await conversions.list("one", 10)).items).toHaveLength(1);
    expect(await conversions.listOpen("one")).toMatchObject({ items: [{ id: "c-one" }], unreadable: [] });
  });

  test("a matter of a bed is told once, by however many at once; another of the same resident beside it", async () => {
    const alerts = new AlertStore(engine);
    const matter = { what: "approve", bedId: "b1", residentId: "r1", roles: ["facility-manager"], since: 5 } as const;
    const telling = { facilityId: "one", label: "1 床", isLate: false };
    const alert = matterAlert({ ...matter, key: "c1#ordered#2" }, { ...telling, alertId: "a1" }, 10);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => alerts.raise(alert)));
    expect(outcomes.filter((outcome) => outcome === "raised")).toHaveLength(1);
    const other = matterAlert({ ...matter, key: "c2#ordered#2" }, { ...telling, alertId: "a2" }, 10);
    expect(await alerts.raise(other)).toBe("raised");
    expect((await alerts.listOpen("one")).items.map(({ id }) => id).toSorted()).toEqual(["a1", "a2"]);
  });
});
