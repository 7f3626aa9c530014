import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Action, actions, ruleOf } from "../../domain/access/actions.ts";
import { judgeAdministration, rightsDiffer, runsTheService, visiblePart } from "../../domain/access/administration.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { alertsSeenBy, grantsEndAt, grantsFor, grantsOf } from "../../domain/access/consent.ts";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { mayDo, mayNowhere, reachOf, type Subject } from "../../domain/access/decide.ts";
import { grantableRoles, grants, mayGrant } from "../../domain/access/grants.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import {
  type Person,
  type Relation,
  type Role,
  type RoleAt,
  roles,
  serviceWideRoles,
} from "../../domain/model/person.ts";

import { relativeOf } from "../relatives.ts";

const noon = 1_000_000;
/** By which records are opened in an emergency. */
const desk = { role: "nurse", facilityId: "hospital-1" } as const;
const facilities = ["home-1", "home-2", "home-3"];
/** r1 and r2 lie in home-1, r3 in home-2. */
const placeOf = (residentId: string) => ({ r1: "home-1", r2: "home-1", r3: "home-2" })[residentId];

const roleAt: fc.Arbitrary<RoleAt> = fc
  .record({
    role: fc.constantFrom(...roles),
    facilityId: fc.option(fc.constantFrom(...facilities), { nil: undefined }),
  })
  .map(({ role, facilityId }) => ({ role, ...(facilityId !== undefined && { facilityId }) }));
const relation = fc.record({ residentId: fc.constantFrom("r1", "r2", "r3"), relation: fc.constant("女儿") });
const person: fc.Arbitrary<Person> = fc
  .record({
    id: fc.constantFrom("li", "wang", "zhang"),
    roles: fc.uniqueArray(roleAt, { selector: ({ role, facilityId }) => `${role}@${facilityId}`, maxLength: 5 }),
    relations: fc.uniqueArray(relation, { selector: ({ residentId }) => residentId, maxLength: 2 }),
    disabled: fc.boolean(),
  })
  .map(({ disabled, ...given }) => ({ ...somebody, ...given, ...(disabled && { disabledAt: 5 }) }));
const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.constant({ kind: "service" } as const),
  fc.constant({ kind: "self" } as const),
  fc.constantFrom(...facilities).map((facilityId) => ({ kind: "facility", facilityId }) as const),
  fc.constantFrom("r1", "r3").map((residentId) => {
    return { kind: "resident", facilityId: placeOf(residentId) as string, residentId } as const;
  }),
  fc.subarray(facilities).map((facilityIds) => ({ kind: "person", facilityIds }) as const),
);
const action = fc.constantFrom(...actions);

const tie = (residentId: string): Relation => ({ residentId, relation: "女儿" });
const somebody: Person = {
  id: "li",
  name: "李",
  roles: [],
  relations: [],
  reach: { pushes: [], language: "zh" },
  version: 1,
};

function as(given: Partial<Person>): Caller {
  return { kind: "person", person: { ...somebody, ...given }, at: noon };
}

describe("the decision", () => {
  test("granting more never takes access away", () => {
    fc.assert(
      fc.property(person, roleAt, action, subject, (who, more, what, on) => {
        const richer = { ...who, roles: [...who.roles, more] };
        expect(Number(mayDo(as(richer), what, on))).toBeGreaterThanOrEqual(Number(mayDo(as(who), what, on)));
      }),
    );
  });

  test("who is disabled may nothing, not even about themselves", () => {
    fc.assert(
      fc.property(person, action, subject, (who, what, on) => {
        const caller = as({ ...who, disabledAt: 1 });
        expect([mayDo(caller, what, on), mayNowhere(caller, what)]).toEqual([false, true]);
      }),
    );
  });

  test("nobody does anything by a role that the action's rule does not name, nor at another facility", () => {
    fc.assert(
      fc.property(person, action, fc.constantFrom(...facilities), (who, what, facilityId) => {
        if (!mayDo(as(who), what, { kind: "facility", facilityId })) return;
        const by = who.roles.filter((held) => ruleOf(what).roles.includes(held.role));
        const wide: readonly Role[] = serviceWideRoles;
        expect(
          by.some(
            (held) => held.facilityId === facilityId || (held.facilityId === undefined && wide.includes(held.role)),
          ),
        ).toBe(true);
      }),
    );
  });

  test("a device and a word `family` as roles give nothing: relatives go by their relations", () => {
    for (const what of actions) {
      for (const role of ["family", "device"] as const) {
        const caller = as({ roles: [{ role }, { role, facilityId: "home-1" }] });
        expect(mayDo(caller, what, { kind: "facility", facilityId: "home-1" }), what).toBe(false);
      }
    }
  });

  test("where the reach says nowhere, nothing is granted anywhere", () => {
    fc.assert(
      fc.property(person, action, subject, (who, what, on) => {
        if (on.kind === "self" || !mayNowhere(as(who), what)) return;
        expect(mayDo(as(who), what, on)).toBe(false);
      }),
    );
  });

  test.each(actions)("a relative reaches by %s no resident but their own, and no facility", (what: Action) => {
    for (const classes of [[], ...dataClasses.map((one) => [one]), dataClasses]) {
      const reach = reachOf(as({ relations: [relativeOf("r1", "女儿", classes), tie("r3")] }), what);
      const isGranted = ruleOf(what).relatives?.some((grant) => classes.some((one) => one === grant)) === true;
      expect(reach).toEqual({
        kind: "some",
        facilityIds: new Set(),
        residentIds: new Set(isGranted ? ["r1"] : []),
      });
    }
  });

  test("what is open to somebody in an emergency is that one resident's, for what the rule says, until its end", () => {
    fc.assert(
      fc.property(action, fc.integer({ min: -5, max: 5 }), (what, leftMs) => {
        const openings = [{ id: "o", residentId: "r1", until: noon + leftMs, as: desk }];
        const caller = as({ roles: [desk], openings });
        const isOpen = ruleOf(what).inEmergency === true && leftMs > 0;
        const about = (residentId: string) => ({ kind: "resident", facilityId: "home-1", residentId }) as const;
        expect([mayDo(caller, what, about("r1")), mayDo(caller, what, about("r2"))]).toEqual([isOpen, false]);
      }),
    );
  });

  test("an opening ends at once with the role by which it was given, whatever else somebody is", () => {
    const openings = [{ id: "o", residentId: "r1", until: noon + 1, as: desk }];
    const about = { kind: "resident", facilityId: "home-1", residentId: "r1" } as const;
    const other = { role: "doctor", facilityId: "hospital-2" } as const;
    const mayRead = (given: Parameters<typeof as>[0]) => mayDo(as({ openings, ...given }), "resident.read", about);
    expect(mayRead({ roles: [other, desk] })).toBe(true);
    expect(mayRead({ roles: [other] })).toBe(false);
    expect(mayRead({ roles: [{ ...desk, role: "doctor" }] })).toBe(false);
    expect(mayRead({ roles: [desk], disabledAt: noon - 1 })).toBe(false);
  });
});

describe("what a relation gives", () => {
  const period = fc.record({
    from: fc.integer({ min: noon - 3, max: noon + 3 }),
    until: fc.option(fc.integer({ min: noon - 3, max: noon + 3 }), { nil: undefined }),
  });
  const stands = ({ from, until }: { from: number; until: number | undefined }) =>
    from <= noon && (until === undefined || until > noon);
  const within = ({ from, until }: { from: number; until: number | undefined }) => ({
    from,
    ...(until !== undefined && { until }),
  });

  test("is what was consented to while it stands, everything for a guardian, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.subarray([...dataClasses]),
        period,
        fc.option(period, { nil: undefined }),
        fc.boolean(),
        (classes, at, asGuardian, isContact) => {
          const relation: Relation = {
            ...tie("r1"),
            consent: { id: "c", classes, ...within(at) },
            ...(asGuardian !== undefined && { guardian: { id: "g", ...within(asGuardian) } }),
            ...(isContact && { isEmergencyContact: true }),
          };
          const isGuardian = asGuardian !== undefined && stands(asGuardian);
          const byConsent = stands(at) ? classes : [];
          const expected = isGuardian
            ? [...dataClasses, "guardian"]
            : [...new Set([...byConsent, ...(isContact ? ["alerts"] : [])])];
          expect([...grantsOf(relation, noon)].toSorted()).toEqual(expected.toSorted());
          const seen = isGuardian || byConsent.includes("alerts") ? "all" : isContact ? "emergencies" : "none";
          expect(alertsSeenBy(relation, noon)).toBe(seen);
        },
      ),
    );
  });

  test("is the same until it ends, and less then", () => {
    fc.assert(
      fc.property(period, (at) => {
        const relation: Relation = { ...tie("r1"), consent: { id: "c", classes: dataClasses, ...within(at) } };
        const end = grantsEndAt(relation, noon);
        if (end === undefined) return;
        expect(grantsOf(relation, end - 1).size).toBe(dataClasses.length);
        expect(grantsOf(relation, end).size).toBe(0);
      }),
    );
  });

  test("is nothing for who is disabled, and for somebody else's resident", () => {
    const relations = [relativeOf("r1")];
    expect(grantsFor(as({ relations }), "r1").size).toBe(dataClasses.length);
    expect(grantsFor(as({ relations }), "r2").size).toBe(0);
    expect(grantsFor(as({ relations, disabledAt: 1 }), "r1").size).toBe(0);
    expect(grantsFor({ kind: "operators-command" }, "r1").size).toBe(0);
  });
});

describe("the table", () => {
  const named = (what: Action): string => ruleOf(what).roles.join(" ");

  test("lets nobody change care who does not give it", () => {
    const ofCare = actions.filter((one) => /^(?:plan|alert|note|hand-over)\.(?!read)/.test(one));
    for (const what of ofCare.filter((one) => one !== "alert.answer")) {
      for (const outsider of ["operator", "health-supervisor", "civil-affairs-supervisor", "family", "device"])
        expect(named(what), what).not.toContain(outsider);
    }
  });

  test("lets supervisors read and change nothing", () => {
    for (const what of actions.filter((one) => named(one).includes("supervisor"))) {
      expect(what).toMatch(/\.(?:read|listen)$/);
    }
  });

  test("lets everybody answer an alert whom the default policy calls, and the operators who stand in", () => {
    const called = defaultPolicy("home-1").rules.flatMap(({ steps }) => steps.flatMap(({ call }) => call));
    const roles = called.flatMap((callee) => (callee.kind === "on-duty" ? [callee.role] : []));
    expect(ruleOf("alert.answer").roles).toEqual(expect.arrayContaining([...roles, "operator"]));
    expect(ruleOf("alert.handle").roles).toEqual(expect.arrayContaining(roles));
    for (const role of ruleOf("alert.handle").roles) expect(ruleOf("alert.answer").roles).toContain(role);
  });

  test("shows civil affairs no clinical data", () => {
    const seen = actions.filter((one) => named(one).includes("civil-affairs"));
    for (const what of seen) expect(what).not.toMatch(/^(?:resident|alert|note|hand-over|live|device|history)\./);
  });

  test("gives people to manage only to who may grant something", () => {
    expect(Object.keys(grants).toSorted()).toEqual([...ruleOf("person.manage").roles].toSorted());
  });
});

describe("giving and taking roles", () => {
  const manager = as({ id: "zhang", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  const operator = as({ id: "zhang", roles: [{ role: "operator" }] });
  const localOperator = as({ id: "zhang", roles: [{ role: "operator", facilityId: "home-1" }] });
  const command: Caller = { kind: "operators-command" };

  test("no rule grants a role that the table does not name", () => {
    fc.assert(
      fc.property(person, roleAt, (who, given) => {
        if (!mayGrant(as(who), given)) return;
        expect(grantableRoles).toContain(given.role);
        const by = who.roles.filter(({ role }) => grants[role]?.includes(given.role));
        expect(by.some(({ facilityId }) => facilityId === undefined || facilityId === given.facilityId)).toBe(true);
        expect(who.disabledAt).toBeUndefined();
      }),
    );
  });

  test("whoever may give a role holds one that is no weaker there: nobody rises by a friend", () => {
    fc.assert(
      fc.property(person, roleAt, (who, given) => {
        if (!mayGrant(as({ ...who, id: "zhang" }), given)) return;
        for (const further of grants[given.role] ?? []) {
          expect(mayGrant(as({ ...who, id: "zhang" }), { ...given, role: further })).toBe(true);
        }
      }),
    );
  });

  const at = (role: Role, facilityId?: string): RoleAt => ({ role, ...(facilityId !== undefined && { facilityId }) });
  test.each([
    ["a manager a carer at their facility", manager, at("carer", "home-1"), undefined],
    ["a manager a doctor at their facility", manager, at("doctor", "home-1"), undefined],
    ["a manager a carer elsewhere", manager, at("carer", "home-2"), "role"],
    ["a manager another manager", manager, at("facility-manager", "home-1"), "role"],
    ["a manager an operator of the facility", manager, at("operator", "home-1"), "role"],
    ["a manager an operator", manager, at("operator"), "role"],
    ["a manager a supervisor of the facility", manager, at("health-supervisor", "home-1"), "role"],
    ["an operator an operator", operator, at("operator"), undefined],
    ["an operator a supervisor", operator, at("health-supervisor"), undefined],
    ["an operator of one facility a manager there", localOperator, at("facility-manager", "home-1"), undefined],
    ["an operator of one facility one of the service", localOperator, at("operator"), "role"],
    ["an operator of one facility a carer elsewhere", localOperator, at("carer", "home-2"), "role"],
    ["the command an operator", command, at("operator"), undefined],
    ["the command a relative's role", command, at("family", "home-1"), "role"],
    ["an operator a device's role", operator, at("device", "home-1"), "role"],
    ["a nurse a carer", as({ id: "zhang", roles: [at("nurse", "home-1")] }), at("carer", "home-1"), "role"],
  ])("%s", (_claim, caller, given, refusal) => {
    const [without, withIt] = [
      { ...somebody, roles: [at("carer", "home-1")] },
      { ...somebody, roles: [at("carer", "home-1"), given] },
    ];
    if (given.role === "carer" && given.facilityId === "home-1") return;
    expect(judgeAdministration(caller, without, withIt, placeOf)?.kind, "giving").toBe(refusal);
    expect(judgeAdministration(caller, withIt, without, placeOf)?.kind, "taking").toBe(refusal);
  });

  test.each([
    ["a manager registers a carer", manager, [at("carer", "home-1")], [], undefined],
    ["a manager registers a relative of their resident", manager, [], ["r1"], undefined],
    ["a manager registers a relative of another's resident", manager, [], ["r3"], "relation"],
    ["a manager registers a relative of nobody", manager, [], ["r9"], "relation"],
    ["a manager registers somebody with nothing", manager, [], [], "not-theirs"],
    ["an operator registers somebody with nothing", operator, [], [], undefined],
  ])("%s", (_claim, caller, held, related, refusal) => {
    const relations = related.map((residentId) => ({ residentId, relation: "女儿" }));
    expect(judgeAdministration(caller, undefined, { ...somebody, roles: held, relations }, placeOf)?.kind).toBe(
      refusal,
    );
  });

  test.each([
    ["their own carer", [at("carer", "home-1")], undefined],
    ["a carer of two homes", [at("carer", "home-1"), at("carer", "home-2")], "not-theirs"],
    ["another manager", [at("facility-manager", "home-1")], "not-theirs"],
    ["an operator who is a nurse there", [at("operator"), at("nurse", "home-1")], "not-theirs"],
    ["somebody without any role", [], "not-theirs"],
  ])("a manager disables %s: %s", (_who, held, refusal) => {
    const before = { ...somebody, roles: held };
    expect(judgeAdministration(manager, before, { ...before, disabledAt: 7 }, placeOf)?.kind).toBe(refusal);
    expect(judgeAdministration(manager, before, { ...before, name: "另" }, placeOf)?.kind).toBe(refusal);
  });

  test.each([
    ["gives themselves a role", { roles: [at("operator"), at("nurse", "home-1")] }],
    ["gives up a role", { roles: [] }],
    ["becomes a relative", { relations: [{ residentId: "r1", relation: "女儿" }] }],
    ["disables themselves", { disabledAt: 7 }],
  ])("nobody %s", (_what, change: Partial<Person>) => {
    const own = { ...somebody, id: "zhang", roles: [at("operator")] };
    expect(judgeAdministration(operator, own, { ...own, ...change }, placeOf)).toEqual({ kind: "own-rights" });
  });

  test("a change that is allowed changes nothing that the caller does not see", () => {
    fc.assert(
      fc.property(person, person, person, (who, before, wanted) => {
        const caller = as({ ...who, id: "caller" });
        const after = { ...wanted, id: before.id };
        if (judgeAdministration(caller, before, after, placeOf) !== undefined) return;
        const hidden = (one: Person) => {
          const seen = visiblePart(caller, one, placeOf);
          return [one.roles.filter((held) => !seen.roles.includes(held)).length];
        };
        expect(hidden(after)).toEqual(hidden(before));
      }),
    );
  });
});

test.each([
  [
    "the same in another order",
    {
      roles: [
        { role: "nurse", facilityId: "b" },
        { role: "carer", facilityId: "a" },
      ],
    },
    false,
  ],
  ["another name", { name: "另" }, false],
  ["a role less", { roles: [{ role: "carer", facilityId: "a" }] }, true],
  [
    "the same role elsewhere",
    {
      roles: [
        { role: "carer", facilityId: "b" },
        { role: "nurse", facilityId: "b" },
      ],
    },
    true,
  ],
  ["a relative more", { relations: [{ residentId: "r1", relation: "女儿" }] }, true],
  ["disabled", { disabledAt: 3 }, true],
] as const)("rights differ: %s", (_what, change, expected) => {
  const before: Person = {
    ...somebody,
    roles: [
      { role: "carer", facilityId: "a" },
      { role: "nurse", facilityId: "b" },
    ],
  };
  expect(rightsDiffer(before, { ...before, ...change } as Person)).toBe(expected);
});

test.each([
  [[{ role: "operator" }], undefined, true],
  [[{ role: "operator" }], 5, false],
  [[{ role: "operator", facilityId: "home-1" }], undefined, false],
  [[{ role: "health-supervisor" }], undefined, false],
] as const)("who holds %j and is disabled since %s runs the service: %s", (held, disabledAt, expected) => {
  expect(runsTheService({ ...somebody, roles: held, ...(disabledAt !== undefined && { disabledAt }) })).toBe(expected);
});
