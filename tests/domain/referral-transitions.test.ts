import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Caller } from "../../domain/access/caller.ts";
import { type Role, roles } from "../../domain/model/person.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import { deadlines, dueAtOf, lateParty, staleAfterMs } from "../../domain/referrals/deadlines.ts";
import { overdueOf } from "../../domain/referrals/late.ts";
import { standingFor } from "../../domain/referrals/may-take.ts";
import { partiesOf, type ReferralMode, referralModes, stageOf } from "../../domain/referrals/referral.ts";
import { isEnded, type ReferralState, referralStates } from "../../domain/referrals/states.ts";
import {
  personalActions,
  type ReferralAction,
  referralActions,
  transitionOf,
} from "../../domain/referrals/transitions.ts";
import { caseIn, noon } from "./referral-case.ts";

/**
 * The table once more, as a clinician would read it out, apart from domain/referrals/transitions.ts: whose part, which
 * roles, in which mode, and from where to where. `*` are all states that are not ends.
 */
const staff = "carer nurse doctor referral-coordinator facility-manager";
const treating = "nurse doctor referral-coordinator facility-manager";
const deciding = "doctor referral-coordinator facility-manager";
const spoken: Readonly<Record<ReferralAction, string>> = {
  triage: `destination | ${treating} | routine | requested>triaged`,
  accept: `destination | ${deciding} | routine | requested>accepted triaged>accepted onward-requested>onward-accepted`,
  decline: `destination | ${deciding} | routine | requested>declined triaged>declined accepted>declined transport-arranged>declined onward-requested>onward-declined onward-accepted>onward-declined`,
  substitute: `destination | ${deciding} | green-channel | accepted>accepted transport-arranged>transport-arranged en-route>en-route onward-accepted>onward-accepted onward-en-route>onward-en-route`,
  offer: `sender | ${treating} | both | requested>requested triaged>requested declined>requested onward-requested>onward-requested onward-declined>onward-requested`,
  upgrade: `either | ${staff} | routine | requested>accepted triaged>accepted declined>accepted accepted>accepted transport-arranged>transport-arranged en-route>en-route onward-requested>onward-accepted onward-declined>onward-accepted onward-accepted>onward-accepted onward-en-route>onward-en-route`,
  "arrange-transport": `origin | ${staff} | both | accepted>transport-arranged`,
  depart: `sender | ${staff} | both | accepted>en-route transport-arranged>en-route onward-accepted>onward-en-route`,
  arrive: `destination | ${staff} | both | requested>arrived triaged>arrived accepted>arrived declined>arrived transport-arranged>arrived en-route>arrived onward-requested>arrived onward-declined>arrived onward-accepted>arrived onward-en-route>arrived away>arrived`,
  "arrive-elsewhere": `either | ${treating} | both | requested>arrived triaged>arrived accepted>arrived declined>arrived transport-arranged>arrived en-route>arrived onward-requested>arrived onward-declined>arrived onward-accepted>arrived onward-en-route>arrived away>arrived`,
  "transfer-onward": `holder | ${deciding} | both | arrived>onward-requested admitted>onward-requested treated>onward-requested`,
  "transfer-urgent": `holder | ${treating} | both | arrived>onward-accepted admitted>onward-accepted treated>onward-accepted`,
  stay: `holder | ${treating} | both | onward-requested>admitted onward-declined>admitted onward-accepted>admitted onward-en-route>arrived`,
  "ask-after": `either | ${staff} | both | away>away`,
  admit: `destination | ${treating} | both | arrived>admitted treated>admitted`,
  treat: `destination | ${treating} | both | arrived>treated`,
  ready: `destination | ${deciding} | both | arrived>ready-for-down admitted>ready-for-down treated>ready-for-down`,
  "not-ready": `destination | ${deciding} | both | ready-for-down>admitted down-accepted>admitted`,
  "accept-down": `return | ${deciding} | both | ready-for-down>down-accepted`,
  "decline-down": `return | ${deciding} | both | ready-for-down>ready-for-down down-accepted>ready-for-down`,
  "offer-down": `destination | ${deciding} | both | ready-for-down>ready-for-down down-accepted>ready-for-down`,
  "depart-back": `destination | ${staff} | both | treated>returning down-accepted>returning`,
  "turn-back": `destination | ${treating} | both | returning>arrived`,
  "receive-back": `return | ${staff} | both | arrived>follow-up-due admitted>follow-up-due treated>follow-up-due onward-requested>follow-up-due onward-declined>follow-up-due onward-accepted>follow-up-due onward-en-route>follow-up-due away>follow-up-due ready-for-down>follow-up-due down-accepted>follow-up-due returning>follow-up-due`,
  "follow-up": `return | ${treating} | both | follow-up-due>closed`,
  cancel: `origin | ${treating} | both | requested>cancelled triaged>cancelled accepted>cancelled declined>cancelled transport-arranged>cancelled en-route>cancelled`,
  elsewhere: `either | ${treating} | both | requested>away triaged>away accepted>away declined>away transport-arranged>away en-route>away onward-requested>away onward-declined>away onward-accepted>away onward-en-route>away`,
  died: `either | ${treating} | both | *>died`,
  close: `either | ${treating} | both | arrived>closed admitted>closed treated>closed onward-requested>closed onward-declined>closed onward-accepted>closed onward-en-route>closed ready-for-down>closed down-accepted>closed returning>closed follow-up-due>closed away>elsewhere`,
  note: `either | ${staff} | both | *>= closed>closed cancelled>cancelled died>died elsewhere>elsewhere`,
  discharge: `nobody | | both | requested>cancelled triaged>cancelled declined>cancelled accepted>cancelled transport-arranged>cancelled en-route>en-route arrived>arrived admitted>admitted treated>treated onward-requested>onward-requested onward-declined>onward-declined onward-accepted>onward-accepted onward-en-route>onward-en-route ready-for-down>ready-for-down down-accepted>closed returning>closed follow-up-due>closed away>closed`,
  "call-again": `nobody | | both | *>=`,
  unanswered: `nobody | | green-channel | accepted>accepted transport-arranged>transport-arranged en-route>en-route onward-accepted>onward-accepted onward-en-route>onward-en-route`,
  answered: `nobody | | green-channel | accepted>accepted transport-arranged>transport-arranged en-route>en-route onward-accepted>onward-accepted onward-en-route>onward-en-route`,
  supersede: `nobody | | both | *>closed`,
  expire: `nobody | | routine | requested>cancelled triaged>cancelled declined>cancelled accepted>cancelled transport-arranged>cancelled`,
};

interface Spoken {
  readonly party: string;
  readonly roles: readonly string[];
  readonly modes: readonly ReferralMode[];
  readonly to: ReadonlyMap<ReferralState, ReferralState>;
}
function spokenOf(action: ReferralAction): Spoken {
  const [party = "", who = "", mode = "", moves = ""] = spoken[action].split("|").map((part) => part.trim());
  const to = new Map<ReferralState, ReferralState>();
  for (const move of moves.split(" ")) {
    const [from, next] = move.split(">") as [string, string];
    const states = from === "*" ? referralStates.filter((state) => !isEnded(state)) : [from as ReferralState];
    for (const state of states) to.set(state, next === "=" ? state : (next as ReferralState));
  }
  const modes = mode === "both" ? referralModes : ([mode] as ReferralMode[]);
  return { party, roles: who.split(" ").filter((word) => word !== ""), modes, to };
}

function person(role: Role, facilityId: string): Caller {
  const reach = { pushes: [], language: "zh" } as const;
  return {
    kind: "person",
    person: { id: role, name: role, roles: [{ role, facilityId }], relations: [], reach, version: 1 },
    at: noon,
  };
}

/** A case before it goes on, while one hospital sends the person to the next, and at the next: which house has which parts. */
const phases = {
  "in the first hospital": {
    state: "ready-for-down",
    houses: { home: "origin sender", hospital: "destination holder", centre: "return", stranger: "" },
    reading: [],
    through: [],
  },
  "to go on to the next": {
    state: "onward-accepted",
    houses: { home: "origin", hospital: "sender holder", next: "destination", centre: "return", stranger: "" },
    reading: [],
    through: [{ facilityId: "hospital", mode: "routine", askedAt: noon }],
  },
  "in the next": {
    state: "arrived",
    houses: { home: "origin", hospital: "passed", next: "destination holder", centre: "return", stranger: "" },
    reading: ["hospital"],
    through: [{ facilityId: "hospital", mode: "routine", askedAt: noon, leftAt: noon }],
  },
} as const;
const cells = referralActions.length * referralStates.length * referralModes.length;
const places = Object.values(phases).reduce((sum, phase) => sum + Object.keys(phase.houses).length, 0);
const standings = personalActions.length * roles.length * places * 2;

describe(`the table: ${referralActions.length} actions × ${referralStates.length} states × 2 modes = ${cells} cells`, () => {
  test.each(referralActions)("%s leads where it was said, and nowhere else", (action) => {
    const { modes, to } = spokenOf(action);
    for (const mode of referralModes) {
      for (const state of referralStates) {
        const next = modes.includes(mode) ? to.get(state) : undefined;
        const result = transitionOf(state, action, mode);
        const label = `${action} from ${state} in ${mode}`;
        if (next !== undefined) expect(result, label).toEqual({ kind: "to", state: next });
        else if (to.get(state) === undefined && [...to.values()].includes(state))
          expect(result, label).toEqual({ kind: "nothing" });
        else expect(result.kind, label).toBe("refused");
      }
    }
  });

  test("from every state that is not an end, persons can bring a case to an end in both modes", () => {
    for (const mode of referralModes) {
      for (const state of referralStates.filter((one) => !isEnded(one))) {
        const ends = personalActions.filter((action) => {
          const result = transitionOf(state, action, mode);
          return result.kind === "to" && isEnded(result.state);
        });
        expect(ends, `${state} in ${mode}`).toContain("died");
        expect(ends.length, `${state} in ${mode}`).toBeGreaterThan(1);
      }
    }
  });

  test("nothing leads out of an end", () => {
    for (const state of referralStates.filter(isEnded))
      for (const action of referralActions)
        for (const mode of referralModes) {
          const result = transitionOf(state, action, mode);
          expect(result.kind === "to" ? result.state : state).toBe(state);
        }
  });
});

describe(`who: ${personalActions.length} actions × ${roles.length} roles × ${places} houses of three phases × with and without telephone = ${standings}`, () => {
  const over = { returnId: "centre" };
  const referral = caseIn("ready-for-down", "routine", over);
  describe.each(Object.entries(phases))("%s", (_phase, { state, houses, through, reading }) => {
    const last = Object.entries(houses).find(([, parts]) => parts.startsWith("destination"))?.[0] as string;
    const standing = caseIn(state, "routine", { ...over, through, destinationId: last });
    test.each(personalActions)("%s is theirs of whom it was said, and by telephone another side's", (action) => {
      const { party, roles: mayBe } = spokenOf(action);
      // At night a home has a nurse alone, who hears what the other house answers.
      const isAnswer = ["accept", "decline", "accept-down", "decline-down"].includes(action);
      const mayHear: readonly string[] = isAnswer ? [...mayBe, "nurse"] : mayBe;
      for (const role of roles) {
        for (const [facilityId, parts] of Object.entries(houses)) {
          for (const isByPhone of [false, true]) {
            const took = standingFor(person(role, facilityId), standing, action, { isByPhone });
            // Who sent the person on, and has them no more, adds words and nothing else.
            const isOnlyReading = (reading as readonly string[]).includes(facilityId) && action !== "note";
            const isOfCase = parts !== "" && !isOnlyReading;
            const isPart = party === "either" || parts.split(" ").includes(party);
            const isOwn = isOfCase && isPart && mayBe.includes(role);
            const want = isOwn
              ? { facilityId, byPhone: false }
              : isOfCase && isByPhone && !isPart && mayHear.includes(role)
                ? { facilityId, byPhone: true }
                : undefined;
            expect(took, `${action} by ${role} of ${facilityId}, telephone: ${isByPhone}`).toEqual(want);
          }
        }
      }
    });
  });

  test("who is disabled may nothing, whatever they say was said", () => {
    const caller = person("doctor", "hospital");
    const disabled: Caller =
      caller.kind === "person" ? { ...caller, person: { ...caller.person, disabledAt: noon } } : caller;
    for (const action of personalActions)
      expect(standingFor(disabled, referral, action, { isByPhone: true })).toBeUndefined();
  });
});

describe("a case on any way", () => {
  const way = fc.array(
    fc.record({
      action: fc.constantFrom(...referralActions),
      afterMs: fc.integer({ min: 0, max: 3 * day }),
      toFacilityId: fc.option(fc.constantFrom("hospital", "hospital-2", "centre"), { nil: undefined }),
    }),
    { maxLength: 40 },
  );
  const begun = fc.record({
    direction: fc.constantFrom("up" as const, "down" as const),
    mode: fc.constantFrom(...referralModes),
  });

  test("keeps its row of stages whole, is closed when it is at an end, and has one version a step", () => {
    fc.assert(
      fc.property(begun, way, ({ direction, mode }, taken) => {
        let now = noon;
        let { referral } = requestedReferral(
          {
            id: "c-1",
            residentId: "r-1",
            residentName: "王桂英",
            originId: "home",
            destinationId: "hospital",
            direction,
            mode: direction === "down" ? "routine" : mode,
          },
          now,
        );
        for (const { action, afterMs, toFacilityId } of taken) {
          now += afterMs;
          const result = advanceReferral(
            referral,
            { action, ...(toFacilityId !== undefined && { toFacilityId }) },
            now,
          );
          if (result.kind !== "done") continue;
          expect(result.referral.version).toBe(referral.version + 1);
          expect(result.step).toMatchObject({
            version: result.referral.version,
            from: referral.state,
            to: result.referral.state,
          });
          referral = result.referral;
          expect(stageOf(referral).state).toBe(referral.state);
          expect(isEnded(referral.state)).toBe(referral.closedAt !== undefined);
          for (const [index, stage] of referral.stages.entries()) {
            const next = referral.stages[index + 1];
            expect(stage.leftAt).toBe(next?.at);
            if (next !== undefined) expect(next.at).toBeGreaterThanOrEqual(stage.at);
          }
          expect(partiesOf(referral)).toContain(referral.destinationId);
          expect(JSON.parse(JSON.stringify(referral))).toEqual(referral);
        }
      }),
    );
  });
});

describe("time", () => {
  test("every stage of both modes that waits for somebody says until when, and a ward does not", () => {
    const waiting = referralStates.filter((state) => !isEnded(state) && state !== "admitted");
    for (const state of waiting) {
      const asking = ["requested", "triaged", "declined", "onward-requested", "onward-declined"];
      const modes = asking.includes(state) ? (["routine"] as const) : referralModes;
      for (const mode of modes) expect(deadlines[mode][state], `${state} in ${mode}`).toBeDefined();
    }
    for (const mode of referralModes) expect(dueAtOf({ mode }, "admitted", noon)).toBeUndefined();
  });

  test("an appointment comes before the deadline of the acceptance, and no emergency waits for one", () => {
    const expectedAt = noon + 5 * day;
    expect(dueAtOf({ mode: "routine", expectedAt }, "accepted", noon)).toBe(expectedAt);
    expect(dueAtOf({ mode: "green-channel", expectedAt }, "accepted", noon)).toBe(noon + 10 * minute);
  });

  test.each(referralModes)(
    "on the way in %s, who said when they should be there is late a quarter of an hour after it",
    (mode) => {
      expect(dueAtOf({ mode, expectedAt: noon + 90 * minute }, "en-route", noon)).toBe(noon + 105 * minute);
      expect(dueAtOf({ mode, expectedAt: noon + 5 * minute }, "en-route", noon)).toBe(noon + 20 * minute);
      expect(dueAtOf({ mode, expectedAt: noon + 2 * day }, "en-route", noon)).toBe(noon + 4 * hour);
      expect(dueAtOf({ mode, expectedAt: noon - hour }, "en-route", noon)).toBe(dueAtOf({ mode }, "en-route", noon));
    },
  );

  test.each(referralModes)(
    "in %s nobody is late before the deadline, and the house whose part it is after it",
    (mode) => {
      for (const state of referralStates) {
        const referral = caseIn(state, mode);
        const { dueAt } = stageOf(referral);
        const overdue = (now: number) => overdueOf(referral, undefined, () => true, now);
        if (dueAt === undefined || isEnded(state)) {
          expect(overdue(noon + 365 * day).kind).toBe("nothing");
          continue;
        }
        expect(overdue(dueAt - 1).kind, state).toBe("nothing");
        const house = deadlines[mode][state]?.party === "destination" ? "hospital" : "home";
        expect(overdue(dueAt), state).toEqual({ kind: "late", facilityId: house });
      }
    },
  );

  test("where nobody of the late house uses the service, the other side is called", () => {
    const referral = caseIn("requested");
    expect(overdueOf(referral, undefined, (id) => id !== "hospital", noon + day)).toEqual({
      kind: "late",
      facilityId: "home",
    });
  });

  test("after the house that was asked said no, the hospital is late and not that house", () => {
    const offers = [{ facilityId: "home", at: noon, answer: "declined" as const, answeredAt: noon }];
    expect(lateParty(caseIn("ready-for-down", "routine", { returnOffers: offers }))).toBe("destination");
    expect(lateParty(caseIn("ready-for-down"))).toBe("return");
  });

  test("a routine case that nobody touches goes stale; an emergency, and who is on the way, never", () => {
    const later = noon + 2 * day + staleAfterMs + hour;
    for (const mode of referralModes) {
      for (const state of referralStates) {
        const { kind } = overdueOf(caseIn(state, mode), undefined, () => true, later);
        const isStale =
          mode === "routine" && ["requested", "triaged", "declined", "accepted", "transport-arranged"].includes(state);
        expect(kind === "stale", `${state} in ${mode}`).toBe(isStale);
      }
    }
  });
});
