import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Agreement, type AgreementCover, agreementCovers } from "../../domain/consortium/agreement.ts";
import { agreementFault } from "../../domain/consortium/judge-agreement.ts";
import { relatedTo } from "../../domain/consortium/related.ts";
import { destinationsOf, routesFrom } from "../../domain/consortium/routes.ts";
import { ancestorsOf, descendantsOf, parentFault, parentKinds } from "../../domain/consortium/tree.ts";
import { type Facility, type FacilityKind, facilityKinds } from "../../domain/model/facility.ts";

function facility(id: string, kind: FacilityKind, parentId?: string): Facility {
  return { id, name: id, kind, beds: [], ...(parentId !== undefined && { parentId }) };
}

const county = [
  facility("county", "county-hospital"),
  facility("centre", "township-health-centre", "county"),
  facility("home", "care-home", "centre"),
  facility("village", "community", "centre"),
  facility("other", "care-home"),
  facility("city", "external-hospital"),
];

const agreed: Agreement = {
  id: "a1",
  fromFacilityId: "home",
  toFacilityId: "county",
  covers: ["up-referral", "down-referral", "green-channel"],
  validFrom: "2026-01-01",
  validUntil: "2026-12-31",
  changes: [],
  version: 1,
};

describe("where a facility belongs", () => {
  test.each([
    ["a home belongs to a centre", "home", "centre", undefined],
    ["a home belongs to the county hospital", "other", "county", undefined],
    ["nothing belongs to what there is not", "home", "nowhere", "unknown-parent"],
    ["nothing belongs to itself", "home", "home", "ring"],
    ["nothing belongs to what belongs to it", "county", "home", "ring"],
    ["a home belongs to no home", "home", "other", "wrong-kind"],
    ["an external hospital belongs to nobody", "city", "county", "wrong-kind"],
    ["nobody belongs to an external hospital", "home", "city", "wrong-kind"],
  ] as const)("%s", (_claim, id, parentId, fault) => {
    expect(parentFault(county.find((each) => each.id === id) as Facility, parentId, county)).toBe(fault);
  });

  test("no ring can be made by kinds that are allowed, however they are nested", () => {
    const depth = (kind: FacilityKind): number =>
      1 + Math.max(0, ...parentKinds[kind].map((above) => (above === kind ? Number.NaN : depth(above))));
    for (const kind of facilityKinds) expect(depth(kind)).toBeLessThan(facilityKinds.length);
  });

  test("those above and below are found, and a ring in damaged data ends", () => {
    expect(ancestorsOf("home", county)).toEqual(["centre", "county"]);
    expect(descendantsOf("county", county)).toEqual(["centre", "home", "village"]);
    const ring = [facility("a", "care-home", "b"), facility("b", "care-home", "a")];
    expect(ancestorsOf("a", ring)).toEqual(["b"]);
    expect(descendantsOf("a", ring)).toEqual(["b"]);
  });
});

describe("an agreement", () => {
  test.each([
    ["holds as it is", {}, undefined],
    ["names facilities that there are", { fromFacilityId: "nowhere" }, "unknown-from"],
    ["names facilities that there are, on both sides", { toFacilityId: "nowhere" }, "unknown-to"],
    ["is between two", { toFacilityId: "home" }, "same-facility"],
    ["is not asked for by who does not use the service", { fromFacilityId: "city" }, "from-outside"],
    ["sends nobody who is ill to a home", { toFacilityId: "other" }, "to-is-no-hospital"],
    ["may let a home guide another", { toFacilityId: "other", covers: ["guidance"] }, undefined],
    ["may lead to an external hospital", { toFacilityId: "city" }, undefined],
    ["holds no video with one", { toFacilityId: "city", covers: ["tele-consultation"] }, "outside-has-no-video"],
    ["ends after it begins", { validUntil: "2025-12-31" }, "ends-before-it-begins"],
    ["may hold for a day", { validUntil: "2026-01-01" }, undefined],
  ] as const)("%s", (_claim, terms, fault) => {
    expect(agreementFault({ ...agreed, ...terms } as Agreement, county)).toBe(fault);
  });
});

describe("routes of a day", () => {
  test.each([
    ["the day before the first there is none", "2025-12-31", 0],
    ["on the first day they stand open", "2026-01-01", 3],
    ["on the last day they still do", "2026-12-31", 3],
    ["the day after the last there is none", "2027-01-01", 0],
  ])("%s", (_claim, day, count) => {
    expect(routesFrom(county, [agreed], day)).toHaveLength(count);
  });

  test("a down-referral is the way back; everything else leads to who gives help", () => {
    const routes = routesFrom(county, [agreed], "2026-06-01");
    expect(destinationsOf(routes, "home", "up-referral")).toEqual(["county"]);
    expect(destinationsOf(routes, "county", "down-referral")).toEqual(["home"]);
    expect(destinationsOf(routes, "home", "down-referral")).toEqual([]);
    expect(destinationsOf(routes, "home", "guidance")).toEqual([]);
  });

  test("a facility that is gone has no route, and of two agreements the one that lasts longest counts", () => {
    const open: Agreement = { ...agreed, id: "a2", covers: ["up-referral"] };
    const { validUntil: _, ...forEver } = open;
    expect(routesFrom([county[0] as Facility], [agreed], "2026-06-01")).toEqual([]);
    for (const order of [
      [agreed, forEver],
      [forEver, agreed],
    ]) {
      const up = routesFrom(county, order, "2026-06-01").filter(({ kind }) => kind === "up-referral");
      expect(up).toEqual([{ kind: "up-referral", fromFacilityId: "home", toFacilityId: "county", agreementId: "a2" }]);
    }
  });

  test("every route is one of an agreement in force, in its direction, and each stands there once", () => {
    const day = fc.constantFrom("2026-01-01", "2026-06-15", "2026-12-31");
    const id = fc.constantFrom(...county.map((each) => each.id));
    const agreement = fc.record({
      id: fc.constantFrom("a", "b", "c"),
      fromFacilityId: id,
      toFacilityId: id,
      covers: fc.subarray([...agreementCovers], { minLength: 1 }),
      validFrom: day,
      validUntil: day,
    });
    fc.assert(
      fc.property(fc.array(agreement, { maxLength: 8 }), day, (made, today) => {
        const agreements = made.map((each) => ({ ...each, changes: [], version: 1 }));
        const routes = routesFrom(county, agreements, today);
        const keys = routes.map((route) => [route.kind, route.fromFacilityId, route.toFacilityId].join());
        expect(new Set(keys).size).toBe(keys.length);
        const wanted = new Set(
          agreements
            .filter(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil)
            .flatMap(({ covers, fromFacilityId, toFacilityId }) =>
              covers.map((kind: AgreementCover) =>
                (kind === "down-referral"
                  ? [kind, toFacilityId, fromFacilityId]
                  : [kind, fromFacilityId, toFacilityId]
                ).join(),
              ),
            ),
        );
        expect(new Set(keys)).toEqual(wanted);
      }),
    );
  });
});

test("somebody is concerned by those above, those below and those at the other end of a route, and by nobody else", () => {
  const routes = routesFrom(county, [{ ...agreed, fromFacilityId: "other", toFacilityId: "city" }], "2026-06-01");
  expect([...relatedTo(["centre"], county, routes)].toSorted()).toEqual(["centre", "county", "home", "village"]);
  expect([...relatedTo(["other"], county, routes)].toSorted()).toEqual(["city", "other"]);
  expect([...relatedTo(["city"], county, routes)].toSorted()).toEqual(["city", "other"]);
});
