import { describe, expect, test } from "vitest";
import { rules } from "../../domain/access/actions.ts";
import type { FacilityKind } from "../../domain/model/facility.ts";
import type { Role } from "../../domain/model/person.ts";
import type { Action, Me } from "../../web/data/me.ts";
import { firstOf } from "../../web/shell/first-of.ts";

function may(role: Role): Action[] {
  return (Object.keys(rules) as Action[]).filter((action) => (rules[action].roles as readonly Role[]).includes(role));
}

function somebody(places: readonly (readonly [FacilityKind, Role])[], everywhere: Action[] = [], kin = 0): Me {
  return {
    kind: "known",
    me: {
      id: "p",
      name: "p",
      roles: [],
      reach: {} as never,
      everywhere,
      facilities: places.map(([kind, role], at) => ({ id: `f${at}`, name: "f", kind, may: may(role) })),
      residents: Array.from({ length: kin }, (_, at) => ({
        id: `r${at}`,
        name: "r",
        facilityId: "f",
        relation: "女儿",
        may: [],
      })),
    },
  };
}

describe("what greets somebody", () => {
  test.each<[string, Me, ReturnType<typeof firstOf>]>([
    ["a coordinator of a hospital: whom it expects", somebody([["county-hospital", "referral-coordinator"]]), "desk"],
    ["its doctor too", somebody([["county-hospital", "doctor"]]), "desk"],
    ["and its nurse", somebody([["county-hospital", "nurse"]]), "desk"],
    ["a carer of a home: the ward", somebody([["care-home", "carer"]]), "ward"],
    ["a doctor of a township centre", somebody([["township-health-centre", "doctor"]]), "ward"],
    [
      "a doctor of a hospital and of a home",
      somebody([
        ["county-hospital", "doctor"],
        ["care-home", "doctor"],
      ]),
      "ward",
    ],
    ["a supervisor of hospitals, who reads no case", somebody([["county-hospital", "health-supervisor"]]), "ward"],
    ["operators", somebody([["county-hospital", "doctor"]], may("operator")), "ward"],
    ["a relative", somebody([], [], 1), "relatives"],
    ["whoever has nothing yet", somebody([]), "nothing"],
    ["where nobody signs in", { kind: "nobody" }, "ward"],
  ])("%s", (_claim, me, first) => {
    expect(firstOf(me)).toBe(first);
  });
});
