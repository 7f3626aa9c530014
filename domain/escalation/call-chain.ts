import type { StandIn } from "../alerts/alert.ts";
import { type AlertPriority, alertPriorities } from "../alerts/alert.ts";
import { type Gap, gapsOf, onDutyAt, rolesWithRoster, rostersFrom } from "../duty/roster.ts";
import type { DutyRole } from "../duty/shift.ts";
import { day, type EpochMs } from "../model/time.ts";
import { type ChannelKind, isPersonal } from "../notify/channel.ts";
import { type Concern, type EscalationPolicy, type EscalationRule, nextRuleAt } from "./policy.ts";
import { type CallContext, type Called, calledBy, isStillThere } from "./recipients.ts";
import { ruleInForce } from "./rule-in-force.ts";
import { uncoveredWait, type Wait } from "./uncovered.ts";
import { isWorking } from "./ways.ts";

/** How far ahead gaps are shown. */
export const gapsAheadMs = 14 * day;

/** Who would be called at one step, at its own time. */
export interface ChainStep {
  readonly afterMs: number;
  readonly at: EpochMs;
  readonly called: Called;
}

/** Who would be called for one kind of alert that is raised at that moment. */
export interface Chain {
  readonly concern: Concern;
  readonly steps: readonly ChainStep[];
  /** No rule holds before then. */
  readonly waitsUntil?: EpochMs;
  /** Urgent alerts about a person would wait like that within the next day. */
  readonly wait?: Wait;
  readonly rule?: EscalationRule;
}

/** What of a chain would fail; `priority` is that of the most urgent alert that it would fail. */
export type ChainWarning = { readonly priority: AlertPriority } & (
  | { readonly code: "nobody-at-all" }
  /** A step calls nobody; others of the same alert reach somebody. */
  | { readonly code: "nobody-in-step" }
  | { readonly code: "stood-in"; readonly by: Exclude<StandIn, "nobody"> }
  /** A house takes referrals, and nobody is at the desk for them. */
  | { readonly code: "desk-empty" }
  | { readonly code: "no-rule" }
  | ({ readonly code: "waits-for-rule" } & Wait)
  | { readonly code: "nobody-on-duty"; readonly role: DutyRole; readonly at: EpochMs }
  /** Planned for the role; without one, the policy names them, who are disabled or hold no role there any more. */
  | { readonly code: "role-lost"; readonly role?: DutyRole; readonly personId: string }
  | { readonly code: "no-working-channel"; readonly personId: string; readonly name: string }
  | { readonly code: "channel-failing"; readonly channel: ChannelKind }
  | { readonly code: "channel-not-set-up"; readonly channel: ChannelKind }
  | ({ readonly code: "gap-ahead" } & Gap)
);

const concerns: readonly Concern[] = [
  { priority: "high", isTechnical: false },
  { priority: "medium", isTechnical: false },
  { priority: "medium", isTechnical: true },
  { priority: "low", isTechnical: false },
  { priority: "low", isTechnical: true },
];

/** Who would be called for an alert of the context's moment, for each priority and what it is about. */
export function chainsOf(policy: EscalationPolicy, context: CallContext): readonly Chain[] {
  return concerns.map((concern) => {
    const held = ruleInForce(policy, concern, context.at);
    const waitsUntil = held === undefined ? nextRuleAt(policy, concern, context.at) : undefined;
    const rule = held ?? (waitsUntil === undefined ? undefined : ruleInForce(policy, concern, waitsUntil));
    // Priority low waits for the morning on purpose, and what is technical may.
    const isPrompt = concern.priority !== "low" && !concern.isTechnical;
    const wait = isPrompt ? uncoveredWait(policy, concern, context.at) : undefined;
    const startsAt = waitsUntil ?? context.at;
    const steps = (rule?.steps ?? []).map((step) => {
      const at = startsAt + step.afterMs;
      return { afterMs: step.afterMs, at, called: calledBy([step], concern.priority, { ...context, at }) };
    });
    return {
      concern,
      steps,
      ...(waitsUntil !== undefined && { waitsUntil }),
      ...(wait !== undefined && { wait }),
      ...(rule !== undefined && { rule }),
    };
  });
}

/** What of the chains would fail, each once with the most urgent priority that it concerns, the most pressing first. */
export function warningsOf(chains: readonly Chain[], context: CallContext): readonly ChainWarning[] {
  const found = new Map<string, ChainWarning>();
  const all = [...chains.flatMap((chain) => warningsOfChain(chain, context)), ...gapsAhead(chains, context)];
  for (const warning of all) {
    const { priority: _, ...what } = warning;
    const key = JSON.stringify("at" in what ? { ...what, at: 0 } : what);
    const before = found.get(key);
    if (before === undefined || rank(warning) < rank(before)) found.set(key, warning);
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || codes.indexOf(a.code) - codes.indexOf(b.code));
}

const codes: readonly ChainWarning["code"][] = [
  "nobody-at-all",
  "nobody-in-step",
  "stood-in",
  "desk-empty",
  "no-rule",
  "waits-for-rule",
  "nobody-on-duty",
  "no-working-channel",
  "channel-failing",
  "role-lost",
  "channel-not-set-up",
  "gap-ahead",
];

function rank({ priority }: ChainWarning): number {
  return alertPriorities.indexOf(priority);
}

function warningsOfChain({ concern, steps, rule, wait }: Chain, context: CallContext): readonly ChainWarning[] {
  const { priority } = concern;
  if (rule === undefined) return [{ code: "no-rule", priority }];
  const waiting: readonly ChainWarning[] = wait === undefined ? [] : [{ code: "waits-for-rule", priority, ...wait }];
  const isHeard = steps.some(({ called }) => called.instead !== "nobody");
  const failing = steps.flatMap(({ called, at }, index): readonly ChainWarning[] => {
    const call = rule.steps[index]?.call ?? [];
    const roles = call.flatMap((callee) => (callee.kind === "on-duty" ? [callee.role] : []));
    const lost = call.flatMap((callee) =>
      callee.kind === "person" && !isStillThere(callee.personId, context) ? [callee.personId] : [],
    );
    return [
      ...insteadOf(called, isHeard).map((what) => ({ ...what, priority })),
      ...lost.map((personId) => ({ code: "role-lost", personId, priority }) as const),
      ...roles.flatMap((role) => rosterWarnings(role, at, context).map((what) => ({ ...what, priority }))),
      ...called.people.flatMap(({ person, ways }) =>
        ways.some(({ state }) => isWorking(state))
          ? []
          : [{ code: "no-working-channel", personId: person.id, name: person.name, priority } as const],
      ),
      ...wayWarnings(called, rule.steps[index]?.channels).map((what) => ({ ...what, priority })),
    ];
  });
  return [...waiting, ...failing];
}

type Unranked<W> = W extends unknown ? Omit<W, "priority"> : never;

function insteadOf({ instead }: Called, isHeard: boolean): readonly Unranked<ChainWarning>[] {
  if (instead === undefined) return [];
  if (instead === "nobody") return [{ code: isHeard ? "nobody-in-step" : "nobody-at-all" }];
  return [{ code: "stood-in", by: instead }];
}

function rosterWarnings(role: DutyRole, at: EpochMs, context: CallContext): readonly Unranked<ChainWarning>[] {
  if (!rolesWithRoster(context.shifts, at).has(role)) return [];
  const planned = onDutyAt(context.shifts, role, at);
  const lost = planned.filter((id) => !isInRole(id, role, context));
  return [
    ...(planned.length === lost.length ? [{ code: "nobody-on-duty", role, at } as const] : []),
    ...lost.map((personId) => ({ code: "role-lost", role, personId }) as const),
  ];
}

function isInRole(personId: string, role: DutyRole, { people, facilityId }: CallContext): boolean {
  const person = people.find(({ id }) => id === personId);
  if (person === undefined || person.disabledAt !== undefined) return false;
  return person.roles.some((held) => held.role === role && (held.facilityId ?? facilityId) === facilityId);
}

/** That a gateway is missing matters where the policy asks for it; otherwise each person's ways show it. */
function wayWarnings(
  { people, channels }: Called,
  asked: readonly ChannelKind[] | undefined,
): readonly Unranked<ChainWarning>[] {
  const ways = [
    ...people.flatMap((called) => called.ways),
    ...channels.map(({ channel, state }) => ({ channel: channel.settings.kind, state })),
  ];
  return ways.flatMap(({ channel, state }): readonly Unranked<ChainWarning>[] => {
    if (state === "failing") return [{ code: "channel-failing", channel }];
    const isAsked = !isPersonal(channel) || asked?.includes(channel) === true;
    return state === "not-set-up" && isAsked ? [{ code: "channel-not-set-up", channel }] : [];
  });
}

/** Of the roles that some chain calls, at the most urgent priority that calls them. */
function gapsAhead(chains: readonly Chain[], { shifts, at }: CallContext): readonly ChainWarning[] {
  const roles = new Map<DutyRole, AlertPriority>();
  for (const { concern, rule } of chains)
    for (const callee of (rule?.steps ?? []).flatMap(({ call }) => call))
      if (callee.kind === "on-duty" && !roles.has(callee.role)) roles.set(callee.role, concern.priority);
  const called = new Map([...rostersFrom(shifts, at)].filter(([role]) => roles.has(role)));
  return gapsOf(shifts, called, { from: at, until: at + gapsAheadMs }).map((gap) => ({
    code: "gap-ahead",
    ...gap,
    priority: roles.get(gap.role) ?? "low",
  }));
}
