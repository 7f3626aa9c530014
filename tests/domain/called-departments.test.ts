import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departmentRosters, deskStaffing } from "../../domain/duty/department-roster.ts";
import type { DutyRole, Shift } from "../../domain/duty/shift.ts";
import type { EscalationPolicy } from "../../domain/escalation/policy.ts";
import { type CallContext, calledBy } from "../../domain/escalation/recipients.ts";
import { isWorking } from "../../domain/escalation/ways.ts";
import type { Department } from "../../domain/model/facility.ts";
import type { Person } from "../../domain/model/person.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { referralCallPolicy } from "../../domain/referrals/call-policy.ts";
import { calledDepartments } from "../../domain/referrals/called-departments.ts";

const now = Date.parse("2026-11-22T12:00:00+08:00");
const house = "hospital-1";

const department = (id: string, kind: Department["kind"] = "other", given: Partial<Department> = {}): Department => ({
  id,
  name: id,
  kind,
  ...given,
});
const desk = department("desk", "referral", { isReferralDesk: true });
const emergency = department("er", "emergency");
const cardiology = department("heart", "cardiology");
const whole = [desk, emergency, cardiology, department("knife", "surgery"), department("bones", "orthopaedics")];

describe("the departments that are called first", () => {
  const green = { mode: "green-channel", destinationId: house } as const;
  const routine = { mode: "routine", destinationId: house } as const;
  test.each([
    ["the one that the case names, and the desk", { ...routine, departmentId: "heart" }, whole, ["heart", "desk"]],
    ["the centre's where none is named", { ...green, centre: "chest-pain" }, whole, ["heart", "desk"]],
    ["each of a centre's", { ...green, centre: "trauma" }, whole, ["knife", "bones", "desk"]],
    [
      "both, where a centre was chosen besides",
      { ...green, departmentId: "er", centre: "chest-pain" },
      whole,
      ["er", "heart", "desk"],
    ],
    ["of an emergency of which nothing is known the emergency department", green, whole, ["er", "desk"]],
    ["the same where the house has nobody of the centre's kind", { ...green, centre: "stroke" }, whole, ["er", "desk"]],
    ["of a routine request of which nothing is known the desk", routine, whole, ["desk"]],
    ["not one that the house has no more", { ...routine, departmentId: "gone" }, whole, ["desk"]],
    [
      "in another house of the case its desk alone",
      { ...green, destinationId: "other", centre: "chest-pain" },
      whole,
      ["desk"],
    ],
    ["in a house without a desk the treating ones alone", { ...green, centre: "chest-pain" }, [cardiology], ["heart"]],
    ["none in a house without departments", { ...green, centre: "chest-pain" }, [], []],
    ["each once", { ...green, departmentId: "heart", centre: "chest-pain" }, whole, ["heart", "desk"]],
  ] as const)("are %s", (_claim, referral, departments, expected) => {
    expect(calledDepartments(referral, { id: house, departments })).toEqual(expected);
  });
});

const sms: Channel = {
  id: "sms",
  name: "sms",
  settings: { kind: "sms", gateway: { kind: "sns" } },
  isOn: true,
  language: "zh",
  setAt: 0,
  setBy: "anhu",
  version: 1,
};

const push: Channel = {
  ...sms,
  id: "push",
  name: "push",
  settings: { kind: "web-push", keys: { publicKey: "", privateKey: "", contact: "" } },
};
const browser = {
  endpoint: "https://example.org/1",
  keys: { p256dh: "", auth: "" },
  at: 0,
} as unknown as Person["reach"]["pushes"][number];

function person(id: string, role: DutyRole): Person {
  const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
  return { id, name: id, roles: [{ role, facilityId: house }], relations: [], reach, version: 1 };
}

function silent(one: Person): Person {
  return { ...one, reach: { pushes: [], language: "zh" } };
}

function withBrowser(one: Person): Person {
  return { ...one, reach: { ...one.reach, pushes: [browser] } };
}

function shift(personId: string, role: DutyRole, departmentId?: string, fromMs = -hour, untilMs = hour): Shift {
  const span = { from: now + fromMs, until: now + untilMs };
  const where = { facilityId: house, ...(departmentId !== undefined && { departmentId }) };
  return { id: `${personId}@${departmentId}${fromMs}`, ...where, role, personId, ...span, kind: "planned", version: 1 };
}

function context(shifts: readonly Shift[], people: readonly Person[]): CallContext {
  return { facilityId: house, at: now, shifts, people, channels: [sms, push], failing: new Set() };
}

function calledIn({ rules }: EscalationPolicy, of: CallContext, priority = "high"): readonly (readonly string[])[] {
  const rule = rules.find((each) => each.priority === priority);
  return (rule?.steps ?? []).map((step) =>
    calledBy([step], rule?.priority ?? "high", of)
      .people.filter(({ ways }) => ways.some(({ state }) => isWorking(state)))
      .map(({ person: { id } }) => id)
      .sort(),
  );
}

const staff = [
  person("er-nurse", "nurse"),
  person("er-doctor", "doctor"),
  person("heart-doctor", "doctor"),
  person("ward-nurse", "nurse"),
  person("coordinator", "referral-coordinator"),
  person("manager", "facility-manager"),
  person("at-home", "doctor"),
];
const roster = [
  shift("er-nurse", "nurse", "er"),
  shift("er-doctor", "doctor", "er"),
  shift("heart-doctor", "doctor", "heart"),
  shift("ward-nurse", "nurse", "ward"),
  shift("coordinator", "referral-coordinator", "desk"),
  shift("at-home", "doctor", "heart", -30 * hour, -22 * hour),
];
const everybody = ["coordinator", "er-doctor", "er-nurse", "heart-doctor", "ward-nurse"];

describe("the first call", () => {
  const first = (ids: readonly string[], of: CallContext) => calledIn(referralCallPolicy(house, undefined, ids), of)[0];

  test.each([
    [
      "is of who is on duty in the departments, and of nobody at another bedside",
      ["heart", "desk"],
      roster,
      ["coordinator", "heart-doctor"],
    ],
    ["is of the whole house where no department is named", [], roster, everybody],
    ["is of the whole house at once where nobody is on duty there", ["theatre"], roster, everybody],
    [
      "is of the whole house at once where the department's duty has ended",
      ["heart"],
      [
        ...roster.filter(({ departmentId }) => departmentId !== "heart"),
        shift("at-home", "doctor", "heart", -3 * hour, -hour),
        shift("heart-doctor", "doctor", "heart", -3 * hour, -hour),
      ],
      everybody.filter((id) => id !== "heart-doctor"),
    ],
    [
      "has whoever is on duty for the whole house too, as all duties of before departments are",
      ["heart"],
      [...roster, shift("at-home", "doctor")],
      ["at-home", "heart-doctor"],
    ],
    [
      "has whoever is planned nowhere where only departments keep a roster: theirs may have none",
      ["er"],
      [shift("heart-doctor", "doctor", "heart")],
      [...everybody, "at-home"].sort(),
    ],
    [
      "has nobody who is planned nowhere where the house keeps a roster",
      [],
      [...roster.filter(({ personId }) => personId !== "at-home"), shift("er-doctor", "doctor")],
      everybody,
    ],
    ["is as it always was where no roster is kept", ["heart", "desk"], [], [...everybody, "at-home"].sort()],
  ] as const)("%s", (_claim, ids, shifts, expected) => {
    expect(first(ids, context(shifts, staff))).toEqual(expected);
  });

  test("is of the whole house at once where who is on duty in the department cannot be reached", () => {
    const mute = staff.map((one) => (one.id === "heart-doctor" ? silent(one) : one));
    expect(first(["heart"], context(roster, mute))).toContain("er-nurse");
  });

  test("is followed by one of the whole house, a minute later in an emergency", () => {
    const policy = referralCallPolicy(house, undefined, ["heart", "desk"]);
    const called = calledIn(policy, context(roster, staff));
    expect(called).toEqual([["coordinator", "heart-doctor"], everybody, [...everybody, "manager"].sort()]);
    expect(policy.rules.map(({ priority, steps }) => [priority, steps[1]?.afterMs])).toEqual([
      ["high", 60 * second],
      ["medium", 15 * minute],
      ["low", 30 * minute],
    ]);
  });
});

const roles = ["nurse", "doctor", "referral-coordinator", "facility-manager"] as const;
const places = [undefined, "desk", "heart", "ward", "gone"] as const;

test("whoever would be called without departments is called with them, in one step or another", () => {
  const people = roles.flatMap((role) => [1, 2, 3].map((n) => person(`${role}-${n}`, role)));
  const duties = fc.array(
    fc.record({
      who: fc.nat({ max: people.length - 1 }),
      where: fc.constantFrom(...places),
      from: fc.integer({ min: -30, max: 2 }),
      hours: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 12 },
  );
  const kinds = fc.constantFrom(undefined, "referral-asked" as const);
  const some = fc.subarray(people.map(({ id }) => id));
  const ids = fc.subarray(["desk", "heart", "theatre"]);
  fc.assert(
    fc.property(duties, some, some, kinds, ids, (planned, mute, browsing, kind, departmentIds) => {
      const there = people
        .map((one) => (mute.includes(one.id) ? silent(one) : one))
        .map((one) => (browsing.includes(one.id) ? withBrowser(one) : one));
      const shifts = planned.map(({ who, where, from, hours }, n) => {
        const { id, roles: held } = people[who] as Person;
        const role = held[0]?.role as DutyRole;
        return { ...shift(id, role, where, from * hour, (from + hours) * hour), id: `s${n}` };
      });
      const of = context(shifts, there);
      for (const priority of ["high", "medium", "low"]) {
        const before = calledIn(referralCallPolicy(house, kind), of, priority).flat();
        const after = calledIn(referralCallPolicy(house, kind, departmentIds), of, priority).flat();
        expect(before.filter((id) => !after.includes(id))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

describe("a desk is", () => {
  test.each([
    ["staffed by whoever is planned there", [shift("er-nurse", "nurse", "desk")], "staffed"],
    ["not by another department", [shift("heart-doctor", "doctor", "heart")], "no-roster"],
    ["staffed by a coordinator of the whole house", [shift("coordinator", "referral-coordinator")], "staffed"],
    [
      "not by its doctors where the desk has a roster",
      [shift("er-nurse", "nurse", "desk", -9 * hour, -hour), shift("at-home", "doctor")],
      "nobody",
    ],
    ["by its doctors where nobody is ever planned at it", [shift("at-home", "doctor")], "staffed"],
    ["unknown without a roster", [], "no-roster"],
  ] as const)("%s", (_claim, shifts, expected) => {
    expect(deskStaffing(shifts, whole, now)).toBe(expected);
  });
});

test("a department's roster has the gaps of the roles that are planned there, less who is on duty for the whole house", () => {
  const ahead = { from: now, until: now + 6 * hour };
  const shifts = [
    shift("heart-doctor", "doctor", "heart", -hour, 2 * hour),
    shift("at-home", "doctor", undefined, 3 * hour, 4 * hour),
    shift("er-nurse", "nurse", "er", -hour, 6 * hour),
  ];
  const rosters = departmentRosters(shifts, [cardiology, emergency, desk], now, ahead);
  expect(rosters).toEqual([
    {
      departmentId: "heart",
      staffing: "staffed",
      gaps: [
        { role: "doctor", from: now + 2 * hour, until: now + 3 * hour },
        { role: "doctor", from: now + 4 * hour, until: now + 6 * hour },
      ],
    },
    { departmentId: "er", staffing: "staffed", gaps: [] },
    { departmentId: "desk", staffing: "no-roster", gaps: [] },
  ]);
});
