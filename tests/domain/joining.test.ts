import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grantsOf } from "../../domain/access/consent.ts";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { isAdult } from "../../domain/joining/age.ts";
import { type ConsentEntry, type ConsentStep, nextEntry } from "../../domain/joining/consent-entry.ts";
import { codeOf, type Invitation, stateOfInvitation } from "../../domain/joining/invitation.ts";
import { judgeConsentStep, standingProofOf } from "../../domain/joining/judge-consent.ts";
import type { Person, Relation } from "../../domain/model/person.ts";

const by = { id: "nurse", name: "陈静" };
const proof = { proof: { kind: "court-judgment" as const }, from: 0, checkedBy: by, checkedAt: 0 };
const resident = { by: "resident", how: "paper" } as const;

const steps: fc.Arbitrary<ConsentStep> = fc.oneof(
  fc.record({ kind: fc.constant("joined" as const), relation: fc.constantFrom("女儿", "儿子") }).map((one) => ({
    ...one,
    invitationId: "i",
    accepted: ["relation" as const],
  })),
  fc.record({
    kind: fc.constant("granted" as const),
    classes: fc.subarray([...dataClasses], { minLength: 1 }),
    given: fc.constant(resident),
  }),
  fc.constant({ kind: "revoked" as const, given: resident }),
  fc.constant({ kind: "guardianship" as const, guardianship: proof }),
  fc.constant({ kind: "guardianship-ended" as const, reason: "撤销" }),
  fc.boolean().map((isEmergencyContact) => ({ kind: "contact" as const, isEmergencyContact })),
  fc.constant({ kind: "left" as const }),
  fc.constant({ kind: "removed" as const }),
  fc.constantFrom("died" as const, "discharged" as const).map((cause) => ({ kind: "care-ended" as const, cause })),
);

/** What the steps make of a relation, one after the other. */
function told(given: readonly ConsentStep[]): readonly ConsentEntry[] {
  const entries: ConsentEntry[] = [];
  for (const [index, step] of given.entries()) {
    const last = entries.at(-1);
    const facts = { id: `e${index}`, residentId: "r1", personId: "mei", personName: "许红梅", at: index, by };
    entries.push(
      nextEntry({ ...facts, noticeVersion: "1", step }, { relation: last?.leaves, number: last?.number ?? 0 }),
    );
  }
  return entries;
}

describe("the trail of what was said", () => {
  test("nothing is to be seen after a step that takes it away, whatever was said before", () => {
    const endings: fc.Arbitrary<ConsentStep> = fc.constantFrom(
      { kind: "left" },
      { kind: "removed" },
      { kind: "care-ended", cause: "died" },
    );
    fc.assert(
      fc.property(fc.array(steps), endings, (before, ending) => {
        const last = told([...before, ending]).at(-1) as ConsentEntry;
        expect(last.leaves === undefined ? 0 : grantsOf(last.leaves, 1_000_000).size).toBe(0);
      }),
    );
  });

  test("a class is seen by the newest yes alone: what an earlier one gave is not added to it", () => {
    fc.assert(
      fc.property(fc.array(steps), fc.subarray([...dataClasses], { minLength: 1 }), (before, classes) => {
        const joined: ConsentStep = { kind: "joined", relation: "女儿", invitationId: "i", accepted: ["relation"] };
        const ended: ConsentStep = { kind: "guardianship-ended", reason: "-" };
        const uncalled: ConsentStep = { kind: "contact", isEmergencyContact: false };
        const entries = told([...before, joined, ended, uncalled, { kind: "granted", classes, given: resident }]);
        const grants = grantsOf(entries.at(-1)?.leaves as Relation, 1_000_000);
        expect([...grants].toSorted()).toEqual([...classes].toSorted());
      }),
    );
  });

  test("numbers rise by one, and a relation that gives anything was given by an entry that the trail holds", () => {
    fc.assert(
      fc.property(fc.array(steps), (given) => {
        const entries = told(given);
        expect(entries.map(({ number }) => number)).toEqual(given.map((_, index) => index + 1));
        for (const { leaves } of entries) {
          if (leaves?.consent !== undefined)
            expect(entries.find(({ id }) => id === leaves.consent?.id)?.step.kind).toBe("granted");
          if (leaves?.guardian !== undefined)
            expect(entries.find(({ id }) => id === leaves.guardian?.id)?.step.kind).toMatch(/^(guardianship|joined)$/);
        }
      }),
    );
  });

  test("who joins anew keeps no consent from before they left", () => {
    const joined: ConsentStep = { kind: "joined", relation: "女儿", invitationId: "i", accepted: ["relation"] };
    const granted: ConsentStep = { kind: "granted", classes: ["vitals"], given: resident };
    expect(told([joined, granted, { kind: "left" }, joined]).at(-1)?.leaves).toEqual({
      residentId: "r1",
      relation: "女儿",
    });
  });
});

describe("who may say yes", () => {
  const relation: Relation = { residentId: "r1", relation: "女儿" };
  const guardian = (period: object, more: object = {}): Person => ({
    id: "son",
    name: "许建国",
    roles: [],
    relations: [{ residentId: "r1", relation: "儿子", guardian: { id: "p", from: 10, ...period } }],
    reach: { pushes: [], language: "zh" },
    version: 1,
    ...more,
  });
  const word = (proofId: string): ConsentStep => ({
    kind: "granted",
    classes: ["vitals"],
    given: { by: "guardian", how: "app", personId: "son", name: "许建国", proofId },
  });

  test.each([
    ["a guardian whose proof stands", guardian({}), 10, undefined],
    ["no guardian before their proof holds", guardian({}), 9, "no-standing-proof"],
    ["a guardian until the last moment", guardian({ until: 20 }), 19, undefined],
    ["no guardian at the end of their proof", guardian({ until: 20 }), 20, "no-standing-proof"],
    ["no guardian who is disabled", guardian({}, { disabledAt: 1 }), 12, "no-standing-proof"],
    ["no guardian of somebody else", guardian({}, { relations: [] }), 12, "no-standing-proof"],
    ["nobody who is not there", undefined, 12, "no-standing-proof"],
  ])("%s", (_claim, who, at, refusal) => {
    const step = word(standingProofOf(guardian({}), "r1", 15) as string);
    expect(judgeConsentStep(step, relation, who, "mei", at)).toBe(refusal);
  });

  test("nobody gives a consent to themselves, an end lies ahead, and there is somebody to give it to", () => {
    expect(judgeConsentStep(word("p"), relation, guardian({}), "son", 12)).toBe("own-consent");
    const until: ConsentStep = { kind: "granted", classes: ["vitals"], until: 12, given: resident };
    expect(judgeConsentStep(until, relation, undefined, "mei", 12)).toBe("end-not-ahead");
    expect(judgeConsentStep(until, relation, undefined, "mei", 11)).toBeUndefined();
    expect(judgeConsentStep(until, undefined, undefined, "mei", 11)).toBe("no-relation");
  });
});

describe("how old", () => {
  const at = Date.parse("2026-11-23T00:30:00+08:00");
  test.each([
    ["the eighteenth birthday counts, by the calendar of China", "2008-11-23", true],
    ["the day before it does not", "2008-11-24", false],
    ["long after", "1970-01-01", true],
    ["born on a leap day", "2008-02-29", true],
    ["not born yet", "2030-01-01", false],
  ])("%s", (_claim, birthDate, is) => {
    expect(isAdult(birthDate, at)).toBe(is);
  });
});

test("a code is the same however it is typed, and letters that look like digits are these", () => {
  expect(codeOf(" abcd-efgh\u3000jkmn ")).toBe("ABCDEFGHJKMN");
  expect(codeOf("ＡＢ１２")).toBe("AB12");
  expect(codeOf("oil0")).toBe("0110");
});

test("an invitation opens until its end, unless it was used or taken back", () => {
  const open = { endsAt: 10 } as Invitation;
  expect(stateOfInvitation(open, 9)).toBe("open");
  expect(stateOfInvitation(open, 10)).toBe("over");
  expect(stateOfInvitation({ ...open, revoked: { by, at: 1 } }, 9)).toBe("revoked");
  expect(stateOfInvitation({ ...open, used: { personId: "p", at: 1 } }, 99)).toBe("used");
});
