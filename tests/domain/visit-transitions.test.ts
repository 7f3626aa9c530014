import { describe, expect, test } from "vitest";
import { ruleOf } from "../../domain/access/actions.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { type Role, roles } from "../../domain/model/person.ts";
import { partyInCall, partyOf } from "../../domain/visits/parties.ts";
import {
  mayAct,
  transitionOf,
  type VisitAction,
  type VisitState,
  visitActions,
  visitStates,
} from "../../domain/visits/transitions.ts";
import { type VisitKind, type VisitParty, visitKinds, visitParties } from "../../domain/visits/visit.ts";
import { relativeOf } from "../relatives.ts";

/**
 * What is expected, written down once more and apart from the table: by states in which an action leads on, and where to.
 * Everything that does not stand here changes nothing.
 */
const leads: Readonly<Record<VisitAction, Partial<Record<VisitState, VisitState>>>> = {
  schedule: { requested: "scheduled", scheduled: "scheduled", waiting: "scheduled", "no-show": "scheduled" },
  cancel: { requested: "cancelled", scheduled: "cancelled", waiting: "cancelled" },
  arrive: {
    requested: "waiting",
    scheduled: "waiting",
    waiting: "waiting",
    "in-call": "in-call",
    notes: "notes",
    "no-show": "waiting",
  },
  leave: { waiting: "waiting", "in-call": "in-call" },
  consent: { ...same("requested", "scheduled", "waiting", "in-call", "notes") },
  withdraw: { ...same("requested", "scheduled", "waiting", "notes"), "in-call": "notes" },
  assess: { ...same("requested", "scheduled", "waiting", "in-call") },
  invite: { ...same("requested", "scheduled", "waiting", "in-call") },
  begin: { waiting: "in-call", notes: "in-call" },
  end: { "in-call": "notes" },
  stop: {
    requested: "unsuitable",
    scheduled: "unsuitable",
    waiting: "unsuitable",
    "in-call": "notes",
    notes: "notes",
  },
  miss: { scheduled: "no-show", waiting: "no-show" },
  note: { ...same("requested", "scheduled", "waiting", "in-call", "notes", "unsuitable") },
  order: { ...same("in-call", "notes", "unsuitable") },
  revoke: { ...same("in-call", "notes", "signed", "unsuitable") },
  report: { ...same("in-call", "notes", "signed", "unsuitable") },
  sign: { notes: "signed", unsuitable: "signed" },
  addend: { ...same("signed") },
};
const leadsOfFamily: Partial<typeof leads> = {
  withdraw: { ...same("requested", "scheduled", "waiting"), "in-call": "ended" },
  end: { "in-call": "ended" },
  assess: {},
  stop: {},
  note: {},
  order: {},
  revoke: {},
  sign: {},
};

const leadsOfGuidance: Partial<typeof leads> = {
  assess: {},
  stop: {},
  order: {},
  revoke: {},
  sign: { requested: "signed", scheduled: "signed", waiting: "signed", notes: "signed", "no-show": "signed" },
};
const leadsOfKind: Partial<Record<VisitKind, Partial<typeof leads>>> = {
  "family-call": leadsOfFamily,
  guidance: leadsOfGuidance,
};

function same(...states: readonly VisitState[]): Partial<Record<VisitState, VisitState>> {
  return Object.fromEntries(states.map((state) => [state, state]));
}

/** `role@side`; an asterisk is each of the three facilities. */
const allowed: Readonly<Record<VisitAction, string>> = {
  schedule: "nurse@* doctor@* referral-coordinator@* facility-manager@*",
  cancel: "nurse@* doctor@* referral-coordinator@* facility-manager@*",
  arrive: "carer@* nurse@* doctor@* family@family",
  leave: "carer@* nurse@* doctor@* family@family",
  consent: "nurse@* doctor@*",
  withdraw: "carer@* nurse@* doctor@*",
  assess: "doctor@lead",
  invite: "nurse@* doctor@* referral-coordinator@* facility-manager@*",
  begin: "doctor@lead",
  end: "doctor@lead",
  stop: "doctor@lead",
  miss: "doctor@lead nurse@resident",
  note: "doctor@lead doctor@consulted",
  order: "doctor@lead",
  revoke: "doctor@lead",
  report: "carer@* nurse@* doctor@* referral-coordinator@*",
  sign: "doctor@lead",
  addend: "doctor@lead doctor@consulted",
};
const allowedInFamilyCall: Partial<typeof allowed> = {
  begin: "carer@* nurse@* doctor@* family@family",
  end: "carer@* nurse@* doctor@* family@family",
};

const allowedInGuidance: Partial<typeof allowed> = {
  begin: "nurse@lead doctor@lead doctor@consulted",
  end: "nurse@lead doctor@lead doctor@consulted",
  assess: "",
  stop: "",
  order: "",
  revoke: "",
  note: "doctor@consulted",
  sign: "doctor@consulted",
  addend: "doctor@consulted",
};
const allowedInKind: Partial<Record<VisitKind, Partial<typeof allowed>>> = {
  "family-call": allowedInFamilyCall,
  guidance: allowedInGuidance,
};

function isAllowed(action: VisitAction, kind: VisitKind, party: VisitParty, role: Role): boolean {
  const text = allowedInKind[kind]?.[action] ?? allowed[action];
  return text.split(" ").some((each) => {
    const [who, side] = each.split("@");
    return who === role && (side === party || (side === "*" && party !== "family"));
  });
}

const cells = visitKinds.flatMap((kind) =>
  visitActions.flatMap((action) => visitStates.map((state) => ({ kind, action, state }))),
);

describe(`${visitStates.length} states × ${visitActions.length} actions × ${visitKinds.length} kinds`, () => {
  test(`all ${cells.length} are decided, and lead where they should`, () => {
    const wrong = cells.flatMap(({ kind, action, state }) => {
      const want = (leadsOfKind[kind]?.[action] ?? leads[action])[state];
      const got = transitionOf(state, action, kind);
      const to = got.kind === "to" ? got.state : undefined;
      return to === want ? [] : [{ kind, action, state, want, got }];
    });
    expect(wrong).toEqual([]);
  });

  test("from every state in which something is still to be done there is a way to an end", () => {
    const ends: readonly VisitState[] = ["signed", "ended", "cancelled", "unsuitable"];
    for (const kind of visitKinds) {
      for (const from of visitStates) {
        if (ends.includes(from)) continue;
        if (kind === "family-call" && from === "notes") continue;
        const seen = new Set<VisitState>([from]);
        for (const state of seen)
          for (const action of visitActions) {
            const next = transitionOf(state, action, kind);
            if (next.kind === "to") seen.add(next.state);
          }
        expect(
          ends.some((end) => seen.has(end)),
          `${kind} from ${from}`,
        ).toBe(true);
      }
    }
  });

  test("a family's call never needs a note", () => {
    for (const state of visitStates) {
      if (state === "notes") continue;
      for (const action of visitActions)
        expect(transitionOf(state, action, "family-call")).not.toMatchObject({ kind: "to", state: "notes" });
    }
  });
});

const whos = visitKinds.flatMap((kind) =>
  visitActions.flatMap((action) =>
    visitParties.flatMap((party) => roles.map((role) => ({ kind, action, party, role }))),
  ),
);

test(`who may: all ${whos.length} of kind × action × side × role are as they should be`, () => {
  const wrong = whos.filter(
    ({ kind, action, party, role }) => mayAct(action, kind, party, role) !== isAllowed(action, kind, party, role),
  );
  expect(wrong).toEqual([]);
});

/** The route by which an action comes in, with the roles that its door lets in. */
const doors = {
  schedule: "visit.arrange",
  cancel: "visit.arrange",
  miss: "visit.arrange",
  invite: "visit.arrange",
  consent: "visit.arrange",
  withdraw: "visit.arrange",
  arrive: "visit.join",
  leave: "visit.join",
  assess: "visit.conduct",
  begin: "visit.conduct",
  end: "visit.conduct",
  stop: "visit.conduct",
  order: "visit.conduct",
  revoke: "visit.conduct",
  note: "visit.write",
  addend: "visit.write",
  sign: "visit.sign",
  report: "visit.report",
} as const satisfies Record<VisitAction, string>;

test("whoever may do something is let in by the door of its route", () => {
  for (const { kind, action, party, role } of whos.filter((who) => mayAct(who.action, who.kind, who.party, who.role))) {
    const rule = ruleOf(doors[action]);
    const isIn = role === "family" ? rule.relatives?.includes("video") === true : rule.roles.includes(role);
    expect(isIn, `${role}@${party} ${action} in ${kind}`).toBe(true);
  }
});

describe("on whose behalf", () => {
  const sides = {
    kind: "remote-consultation",
    facilityId: "home",
    leadFacilityId: "centre",
    consultedFacilityId: "hospital",
    residentId: "r1",
    invited: ["daughter"],
  } as const;
  const caller = (given: Partial<Extract<Caller, { kind: "person" }>["person"]>): Caller => ({
    kind: "person",
    person: {
      id: "p1",
      name: "p1",
      roles: [],
      relations: [],
      reach: { pushes: [], language: "zh" },
      version: 1,
      ...given,
    },
    at: 1,
  });
  const doctorAt = (...ids: readonly string[]) =>
    caller({ roles: ids.map((facilityId) => ({ role: "doctor", facilityId })) });
  const relations = [relativeOf("r1")];
  const blind = [relativeOf("r1", "女儿", ["status-light", "vitals", "alerts", "record"])];

  test("where one facility leads and cares, its doctor leads in the call and its nurse is with the resident", () => {
    const own = { ...sides, leadFacilityId: "home" };
    const nurse = caller({ roles: [{ role: "nurse", facilityId: "home" }] });
    expect([partyInCall(doctorAt("home"), own), partyInCall(nurse, own), partyInCall(nurse, sides)]).toEqual([
      "lead",
      "resident",
      "resident",
    ]);
    expect(partyInCall(doctorAt("elsewhere"), own)).toBeUndefined();
  });

  test.each([
    ["the leading side's doctor begins", doctorAt("centre"), "begin", "lead"],
    ["one of two sides leads first", doctorAt("home", "centre"), "begin", "lead"],
    ["the consulted doctor does not begin", doctorAt("hospital"), "begin", undefined],
    ["the consulted doctor writes", doctorAt("hospital"), "note", "consulted"],
    ["the resident's own doctor does not sign", doctorAt("home"), "sign", undefined],
    ["a doctor of elsewhere does not even come in", doctorAt("elsewhere"), "arrive", undefined],
    ["a doctor without a facility neither", caller({ roles: [{ role: "doctor" }] }), "arrive", undefined],
    ["an invited relative comes in", caller({ id: "daughter", relations }), "arrive", "family"],
    ["one who was not invited does not", caller({ id: "son", relations }), "arrive", undefined],
    ["one who is no relative any more does not", caller({ id: "daughter" }), "arrive", undefined],
    ["one without consent to video does not", caller({ id: "daughter", relations: blind }), "arrive", undefined],
    [
      "a disabled person does nothing",
      caller({ disabledAt: 1, roles: [{ role: "doctor", facilityId: "centre" }] }),
      "begin",
      undefined,
    ],
  ] as const)("%s", (_claim, who, action, party) => {
    expect(partyOf(who, action, sides)).toBe(party);
  });
});
