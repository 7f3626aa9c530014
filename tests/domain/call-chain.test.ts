import { describe, expect, test } from "vitest";
import type { Shift } from "../../domain/duty/shift.ts";
import { chainsOf, warningsOf } from "../../domain/escalation/call-chain.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import type { Callee, EscalationStep } from "../../domain/escalation/policy.ts";
import { type CallContext, calledBy } from "../../domain/escalation/recipients.ts";
import { isWorking } from "../../domain/escalation/ways.ts";
import type { Person, Reach, Role } from "../../domain/model/person.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import type { Channel, ChannelSettings } from "../../domain/notify/channel.ts";

const now = Date.parse("2026-11-22T02:10:00+08:00");
const phone = { phone: "+8613800000001", pushes: [], language: "zh" } as const satisfies Reach;
const nothing = { pushes: [], language: "zh" } as const satisfies Reach;

function person(id: string, role: Role, reach: Reach = phone, given: Partial<Person> = {}): Person {
  return { id, name: id, roles: [{ role, facilityId: "home-1" }], relations: [], reach, version: 1, ...given };
}

function channel(id: string, settings: ChannelSettings, given: Partial<Channel> = {}): Channel {
  return { id, name: id, settings, isOn: true, language: "zh", setAt: 0, setBy: "anhu", version: 1, ...given };
}

const sms = channel("sms", { kind: "sms", gateway: { kind: "sns" } });
const group = channel("group", { kind: "wecom", url: "https://example.org/" }, { facilityId: "home-1" });
const countyGroup = channel("county", { kind: "wecom", url: "https://example.org/" });

function shift(personId: string, role: "carer" | "nurse", fromMs = -hour, untilMs = hour): Shift {
  const span = { from: now + fromMs, until: now + untilMs };
  return { id: `${personId}@${fromMs}`, facilityId: "home-1", role, personId, ...span, kind: "planned", version: 1 };
}

function context(given: Partial<CallContext> = {}): CallContext {
  const people = [
    person("carer-a", "carer"),
    person("carer-b", "carer"),
    person("nurse-a", "nurse"),
    person("manager", "facility-manager"),
    person("operator", "operator", phone, { roles: [{ role: "operator" }] }),
  ];
  const channels = [sms, group, countyGroup];
  return { facilityId: "home-1", at: now, shifts: [], people, channels, failing: new Set(), ...given };
}

const onDuty = (...roles: readonly ("carer" | "nurse")[]): readonly Callee[] =>
  roles.map((role) => ({ kind: "on-duty", role }));
const step = (call: readonly Callee[], channels?: EscalationStep["channels"]): EscalationStep => ({
  afterMs: 0,
  call,
  ...(channels !== undefined && { channels }),
});

/** `who by what, …`; instead of whom. */
function told(steps: readonly EscalationStep[], of: CallContext, priority: "high" | "low" = "high"): string {
  const { people, channels, instead } = calledBy(steps, priority, of);
  const ways = people.flatMap(({ person: { id }, ways }) =>
    ways.filter(({ state }) => isWorking(state)).map(({ channel: by }) => `${id} ${by}`),
  );
  const groups = channels.filter(({ state }) => isWorking(state)).map(({ channel: { id } }) => id);
  return [...ways, ...groups].join(", ") + (instead === undefined ? "" : ` instead: ${instead}`);
}

const bare = (id: string, role: Role) => person(id, role, nothing);

describe("a step calls", () => {
  test.each([
    ["everybody in the role without a roster", [step(onDuty("carer"))], context(), "carer-a sms, carer-b sms"],
    [
      "who is on duty with one",
      [step(onDuty("carer"))],
      context({ shifts: [shift("carer-b", "carer")] }),
      "carer-b sms",
    ],
    [
      "nobody who lost the role",
      [step(onDuty("carer", "nurse"))],
      context({ shifts: [shift("nurse-a", "carer")] }),
      "nurse-a sms",
    ],
    [
      "nobody who is disabled",
      [step(onDuty("carer"))],
      context({ people: [person("carer-a", "carer", phone, { disabledAt: 1 }), person("carer-b", "carer")] }),
      "carer-b sms",
    ],
    [
      "nobody of another facility",
      [step(onDuty("carer"))],
      context({
        people: [
          person("x", "carer", phone, { roles: [{ role: "carer", facilityId: "home-2" }] }),
          person("carer-b", "carer"),
        ],
      }),
      "carer-b sms",
    ],
    ["a person who is named", [step([{ kind: "person", personId: "manager" }])], context(), "manager sms"],
    [
      "nobody who is named and left the facility: somebody stands in",
      [step([{ kind: "person", personId: "gone" }])],
      context({
        people: [
          person("gone", "carer", phone, { roles: [{ role: "carer", facilityId: "home-2" }] }),
          person("manager", "facility-manager"),
        ],
      }),
      "manager sms, group instead: facility-managers",
    ],
    [
      "nobody who is named and disabled: somebody stands in",
      [step([{ kind: "person", personId: "gone" }])],
      context({ people: [person("gone", "carer", phone, { disabledAt: 1 }), person("manager", "facility-manager")] }),
      "manager sms, group instead: facility-managers",
    ],
    ["a group that is named", [step([{ kind: "channel", channelId: "county" }])], context(), "county"],
    ["the facility's own groups", [step([{ kind: "all-channels" }])], context(), "group"],
    [
      "those of the service where it has none",
      [step([{ kind: "all-channels" }])],
      context({ channels: [sms, countyGroup] }),
      "county",
    ],
    [
      "each once, however often the steps name them",
      [step(onDuty("carer", "nurse")), step([...onDuty("nurse"), { kind: "person", personId: "nurse-a" }])],
      context(),
      "carer-a sms, carer-b sms, nurse-a sms",
    ],
    [
      "by a channel that fails all the same",
      [step(onDuty("nurse"))],
      context({ failing: new Set(["sms"]) }),
      "nurse-a sms",
    ],
    [
      "by all that they have when what it asks for reaches nobody",
      [step(onDuty("nurse"), ["web-push"])],
      context(),
      "nurse-a sms",
    ],
    [
      "by what it asks for when that reaches somebody",
      [step(onDuty("nurse"), ["sms"])],
      context({ channels: [sms, channel("mail", { kind: "voice", gateway: { url: "", secret: "" } })] }),
      "nurse-a sms",
    ],
  ])("%s", (_claim, steps, of, expected) => {
    expect(told(steps, of)).toBe(expected);
  });
});

describe("when a step reaches nobody at the bedside", () => {
  const over = (personId: string, role: "carer" | "nurse") => shift(personId, role, -2 * hour, -hour);
  const carers = [step([...onDuty("carer"), { kind: "person", personId: "manager" }, { kind: "all-channels" }])];
  test.each([
    [
      "carers and nurses are called off duty, besides whoever is reached elsewhere",
      carers,
      context({ shifts: [over("carer-a", "carer")] }),
      "manager sms, carer-a sms, carer-b sms, group instead: off-duty",
    ],
    [
      "nobody is woken while a nurse is on duty",
      [step(onDuty("carer", "nurse"))],
      context({ shifts: [over("carer-a", "carer"), shift("nurse-a", "nurse")] }),
      "nurse-a sms",
    ],
    [
      "who is on duty is called by all that they have before anybody is woken",
      [step([...onDuty("carer"), { kind: "all-channels" }], ["web-push"])],
      context({ shifts: [shift("carer-b", "carer")] }),
      "carer-b sms, group",
    ],
    [
      "nobody is woken for duties that are planned for later only: everybody is on duty",
      carers,
      context({ shifts: [shift("carer-a", "carer", 10 * day, 10 * day + hour)] }),
      "carer-a sms, carer-b sms, manager sms, group",
    ],
  ])("%s", (_claim, steps, of, expected) => {
    expect(told(steps, of)).toBe(expected);
  });

  test("for priority low nobody is woken", () => {
    expect(told(carers, context({ shifts: [over("carer-a", "carer")] }), "low")).toBe("manager sms, group");
  });
});

describe("when nobody of a step can be reached", () => {
  const carers = [step(onDuty("carer"))];
  const gone = [
    bare("carer-a", "carer"),
    person("manager", "facility-manager"),
    person("operator", "operator", phone, { roles: [{ role: "operator" }] }),
  ];
  test.each([
    [
      "nobody has an address: the managers and groups",
      context({ people: gone }),
      "manager sms, group instead: facility-managers",
    ],
    [
      "nobody is on duty: all who hold the role",
      context({ shifts: [shift("carer-a", "carer", -2 * hour, -hour)], channels: [sms] }),
      "carer-a sms, carer-b sms instead: off-duty",
    ],
    [
      "nobody is on duty, and nobody who holds the role has an address: the managers",
      context({ people: gone, shifts: [shift("carer-a", "carer", -2 * hour, -hour)], channels: [sms] }),
      "manager sms instead: facility-managers",
    ],
    [
      "no manager has one: the operators",
      context({
        people: [bare("carer-a", "carer"), bare("manager", "facility-manager"), ...gone.slice(2)],
        channels: [sms],
      }),
      "operator sms instead: operators",
    ],
    ["no gateway at all: nobody", context({ channels: [] }), " instead: nobody"],
    ["a gateway that is off is none", context({ channels: [{ ...sms, isOn: false }] }), " instead: nobody"],
    ["nobody there at all: nobody", context({ people: [], channels: [] }), " instead: nobody"],
  ])("%s", (_claim, of, expected) => {
    expect(told(carers, of)).toBe(expected);
  });

  test("and it is low, nobody is woken for it", () => {
    expect(told(carers, context({ people: gone }), "low")).toBe(" instead: nobody");
  });
});

describe("the chain warns", () => {
  const codesOf = (of: CallContext) => {
    const chains = chainsOf(defaultPolicy("home-1"), of);
    return warningsOf(chains, of).map((warning) => {
      const { code, priority } = warning;
      const what = "role" in warning ? warning.role : "personId" in warning ? warning.personId : "";
      return `${priority} ${code} ${what}`.trim();
    });
  };
  const doctor = person("doctor", "doctor");
  const coordinator = person("coordinator", "referral-coordinator");
  const full = [...context().people, doctor, coordinator];

  test("of nothing when everybody can be reached", () => {
    expect(codesOf(context({ people: full }))).toEqual(["medium channel-not-set-up"]);
  });

  test("when nobody at all can be called, first of all", () => {
    expect(codesOf(context({ people: [], channels: [] }))[0]).toBe("high nobody-at-all");
  });

  test("of a step that calls nobody apart from a chain that calls nobody at all", () => {
    const codes = codesOf(context({ people: full.filter(({ id }) => id.startsWith("nurse") || id === "doctor") }));
    expect(codes.filter((code) => code.includes("nobody-"))).toEqual(["low nobody-at-all", "low nobody-in-step"]);
  });

  test("of a person without a working channel, once and as urgently as it matters", () => {
    const people = full.map((one) => (one.id === "nurse-a" ? { ...one, reach: nothing } : one));
    expect(codesOf(context({ people }))).toContain("high no-working-channel nurse-a");
    expect(codesOf(context({ people })).filter((code) => code.includes("nurse-a"))).toHaveLength(1);
  });

  test("of a role in which nobody is on duty at the step's own time", () => {
    const shifts = [shift("carer-a", "carer", -hour, 5 * minute + 1)];
    const codes = codesOf(context({ people: full, shifts }));
    expect(codes).toContain("high nobody-on-duty carer");
    expect(codes).toContain("high gap-ahead carer");
    expect(codesOf(context({ people: full, shifts: [shift("carer-a", "carer", -day, 16 * day)] }))).toEqual([
      "medium channel-not-set-up",
    ]);
  });

  test("of who is planned and has no such role any more", () => {
    const shifts = [shift("carer-a", "carer", -day, 20 * day), shift("nurse-a", "carer", -day, 20 * day)];
    expect(codesOf(context({ people: full, shifts }))).toContain("high role-lost carer");
  });

  test.each([
    ["holds no role there any more", { roles: [{ role: "carer", facilityId: "home-2" }] }],
    ["is disabled", { disabledAt: 1 }],
  ] satisfies readonly (readonly [string, Partial<Person>])[])("of who is named and %s", (_claim, given) => {
    const of = context({ people: [...full, person("gone", "carer", phone, given)] });
    const { rules, ...policy } = defaultPolicy("home-1");
    const named = rules.map((rule) => ({
      ...rule,
      steps: rule.steps.map((one) => ({ ...one, call: [...one.call, { kind: "person", personId: "gone" } as const] })),
    }));
    const warnings = warningsOf(chainsOf({ ...policy, rules: named }, of), of);
    expect(warnings).toContainEqual({ code: "role-lost", personId: "gone", priority: "high" });
    expect(warnings.filter(({ code }) => code === "role-lost")).toHaveLength(1);
  });

  test.each([
    ["in that night", "2026-11-22T02:10:00+08:00", ["2026-11-22T02:10:00+08:00"]],
    ["on the day before", "2026-11-21T12:00:00+08:00", ["2026-11-21T22:00:00+08:00"]],
  ] as const)("of what is about a person and waits for hours, asked %s", (_claim, asked, [from]) => {
    const of = context({ at: Date.parse(asked), people: full });
    const { rules, ...policy } = defaultPolicy("home-1");
    const byDayOnly = rules.filter(
      ({ priority, about, daily }) => priority !== "medium" || about === "device" || daily?.from === 7 * 60,
    );
    expect(warningsOf(chainsOf({ ...policy, rules: byDayOnly }, of), of)).toContainEqual({
      code: "waits-for-rule",
      priority: "medium",
      from: Date.parse(from),
      until: Date.parse("2026-11-22T07:00:00+08:00"),
    });
  });

  test("of a channel whose last messages failed", () => {
    expect(codesOf(context({ people: full, failing: new Set(["sms"]) }))).toContain("high channel-failing");
  });

  test("when somebody has to stand in", () => {
    const people = full.filter(({ id }) => !id.startsWith("carer") && !id.startsWith("nurse"));
    expect(codesOf(context({ people }))).toContain("high stood-in");
  });

  test("of what waits for the morning: from when, and who would be called then", () => {
    const chains = chainsOf(defaultPolicy("home-1"), context());
    const low = chains.find(({ concern }) => concern.priority === "low");
    expect(low?.waitsUntil).toBe(Date.parse("2026-11-22T07:00:00+08:00"));
    expect(low?.steps[0]).toMatchObject({ at: low?.waitsUntil });
  });
});
