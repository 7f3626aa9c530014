import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Escalation } from "../../domain/escalation/plan.ts";
import { minute, second } from "../../domain/model/time.ts";
import { healthAfter, stateOfHealth } from "../../domain/notify/health.ts";
import { type Notification, newNotification } from "../../domain/notify/notification.ts";
import { judgePace, mostUrgent, type PaceCount, pacesOf } from "../../domain/notify/pace.ts";
import {
  attempted,
  cancelled,
  claimed,
  held,
  isStillWanted,
  isToBeSent,
  leaseMs,
  lookAtOf,
  relevantForMs,
  toldWith,
} from "../../domain/notify/sending.ts";
import type { SendOutcome } from "../../domain/ports.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const fresh = newNotification(
  {
    alertId: "a1",
    residentId: "r1",
    facilityId: "home-1",
    round: 1,
    step: 1,
    to: { kind: "person", personId: "li" },
    channel: "sms",
    priority: "medium",
  },
  now,
);

describe("whether anybody may begin to send", () => {
  test.each<[string, Partial<Notification>, number, boolean]>([
    ["due now", { state: "due", dueAt: now }, now, true],
    ["due a moment later", { state: "due", dueAt: now + 1 }, now, false],
    ["being sent", { state: "sending", leaseUntil: now + leaseMs }, now + leaseMs - 1, false],
    ["left behind by its sender", { state: "sending", leaseUntil: now + leaseMs }, now + leaseMs, true],
    ["accepted", { state: "accepted" }, now + minute, false],
    ["failed", { state: "failed" }, now + minute, false],
    ["cancelled", { state: "cancelled" }, now + minute, false],
  ])("%s", (_, state, at, expected) => {
    const notification = { ...fresh, ...state };
    expect(isToBeSent(notification, at)).toBe(expected);
    expect(lookAtOf(notification) !== undefined).toBe(["due", "sending"].includes(notification.state));
  });
});

describe("whether an alert still calls", () => {
  const escalations: readonly [Escalation | undefined, boolean][] = [
    [{ kind: "calling", round: 1, startedAt: now, steps: [], taken: 1 }, true],
    [{ kind: "calling", round: 2, startedAt: now, steps: [], taken: 1 }, false],
    [{ kind: "to-plan", round: 2, startedAt: now, dueAt: now }, false],
    [{ kind: "awaiting", round: 1, answeredAt: now }, false],
    [{ kind: "quiet", round: 1 }, false],
    [undefined, false],
  ];
  test.each(escalations)("%j: %s", (escalation, expected) => {
    const alert = { escalation } as Alert;
    expect(isStillWanted({ round: 1 }, alert)).toBe(expected);
    expect(isStillWanted({ round: 1 }, { ...alert, closedAt: now })).toBe(false);
  });

  test("none: nothing is sent for what is gone", () => {
    expect(isStillWanted({ round: 1 }, undefined)).toBe(false);
  });
});

test("every change is a version of its own, and a lease or a wait ends with it", () => {
  const claim = claimed(held(fresh, now + minute), now);
  expect(claim).toMatchObject({ state: "sending", leaseUntil: now + leaseMs, attempts: 1, version: 3 });
  expect(claim).not.toHaveProperty("isHeld");
  for (const next of [
    cancelled(claim),
    attempted(claim, { kind: "accepted" }, now),
    attempted(claim, { kind: "retry", detail: "timeout" }, now),
    toldWith(claim, fresh, now),
  ]) {
    expect(next.version).toBe(4);
    expect(next).not.toHaveProperty("leaseUntil");
  }
});

test("whatever attempts come to, it ends: accepted, or failed before it is irrelevant, and each wait is longer than none", () => {
  const outcome: fc.Arbitrary<SendOutcome> = fc.oneof(
    fc.constant({ kind: "accepted" } as const),
    fc.record({ kind: fc.constant("retry" as const), detail: fc.constant("timeout"), afterMs: fc.nat(10 * minute) }),
    fc.constant({ kind: "retry", detail: "http-503" } as const),
    fc.constant({ kind: "refused", detail: "http-403" } as const),
  );
  const left = fc.constantFrom<readonly string[]>([], [], ["browser.a"]);
  fc.assert(
    fc.property(
      fc.array(outcome, { minLength: 30, maxLength: 30 }),
      fc.array(left, { minLength: 30 }),
      (outcomes, lefts) => {
        let notification = fresh;
        let at = now;
        for (const [index, one] of outcomes.entries()) {
          if (lookAtOf(notification) === undefined) break;
          at = Math.max(at, notification.dueAt);
          const before = notification.acceptedAt;
          notification = attempted(claimed(notification, at), one, at, lefts[index]);
          if (one.kind === "accepted" || before !== undefined) expect(notification.acceptedAt).toBe(before ?? at);
          if (notification.state === "due") {
            expect(notification.dueAt - at).toBeGreaterThanOrEqual(5 * second);
            expect(notification.dueAt).toBeLessThanOrEqual(now + relevantForMs);
          }
        }
        expect(notification.state).toBe(notification.acceptedAt === undefined ? "failed" : "accepted");
        expect(notification).not.toHaveProperty("leftTo");
      },
    ),
  );
});

describe("how many go at once", () => {
  test.each([
    ["high", "sms", 0],
    ["high", "voice", 0],
    ["high", "email", 0],
    ["high", "web-push", 0],
    ["high", "webhook", 0],
    ["low", "webhook", 0],
    ["high", "wecom", 1],
    ["low", "dingtalk", 1],
    ["medium", "sms", 2],
    ["low", "web-push", 2],
  ] as const)("%s by %s has %i bounds", (priority, channel, count) => {
    expect(pacesOf({ to: fresh.to, channel, priority }, "gateway")).toHaveLength(count);
  });

  test("at a robot some room is left for what is high", () => {
    const [high] = pacesOf({ to: fresh.to, channel: "wecom", priority: "high" }, "g");
    const [low] = pacesOf({ to: fresh.to, channel: "wecom", priority: "low" }, "g");
    expect(high?.key).toBe(low?.key);
    expect(high?.most).toBeGreaterThan(low?.most ?? 0);
    expect(high?.most).toBeLessThan(20);
  });

  test("in no span as long as the window do more go than twice the bound, and in no window more than the bound", () => {
    const pace = { key: "k", most: 5, perMs: minute };
    fc.assert(
      fc.property(fc.array(fc.nat(20 * second), { maxLength: 200 }), (gaps) => {
        let count: PaceCount | undefined;
        let at = now;
        const went = new Map<number, number>();
        for (const gap of gaps) {
          at += gap;
          const verdict = judgePace(pace, count, at);
          if (verdict.kind === "wait") {
            expect(verdict.until).toBeGreaterThan(at);
            expect(judgePace(pace, count, verdict.until).kind).toBe("go");
            continue;
          }
          count = verdict.count;
          went.set(count.from, (went.get(count.from) ?? 0) + 1);
        }
        for (const sent of went.values()) expect(sent).toBeLessThanOrEqual(pace.most);
      }),
    );
  });

  test("a clock that was set back does not hold messages until it is there again", () => {
    const pace = { key: "k", most: 1, perMs: minute };
    expect(judgePace(pace, { from: now + 60 * minute, count: 1 }, now)).toMatchObject({ kind: "go" });
  });

  test.each([
    [["low", "medium"], "medium"],
    [["low", "high", "medium"], "high"],
    [["low"], "low"],
  ] as const)("the most urgent of %j is %s", (priorities, most) => {
    expect(mostUrgent(priorities)).toBe(most);
  });
});

describe("how a channel does", () => {
  test("is written when it changes, and each minute while it works", () => {
    const first = healthAfter(undefined, "c", { kind: "accepted" }, now);
    expect(first).toEqual({ channelId: "c", failuresInARow: 0, lastAcceptedAt: now, version: 1 });
    expect(healthAfter(first, "c", { kind: "accepted" }, now + minute - 1)).toBeUndefined();
    expect(healthAfter(first, "c", { kind: "accepted" }, now + minute)).toMatchObject({ version: 2 });
    const failing = healthAfter(first, "c", { kind: "retry", detail: "timeout" }, now + 1);
    expect(failing).toMatchObject({ failuresInARow: 1, lastError: "timeout", lastAcceptedAt: now });
    expect(stateOfHealth(failing)).toBe("failing");
    const again = healthAfter(failing, "c", { kind: "refused", detail: "http-403" }, now + 2);
    expect(again).toMatchObject({ failuresInARow: 2, lastError: "http-403" });
    expect(stateOfHealth(healthAfter(again, "c", { kind: "accepted" }, now + 3))).toBe("working");
    expect(stateOfHealth(undefined)).toBe("unused");
  });

  test.each<SendOutcome>([
    { kind: "refused", detail: "http-410", gone: true },
    { kind: "refused", detail: "smtp-550" },
    { kind: "refused", detail: "bad-subscription" },
  ])("is not told by what one address came to: %j", (outcome) => {
    expect(healthAfter(undefined, "c", outcome, now)).toBeUndefined();
  });
});
