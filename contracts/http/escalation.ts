import * as z from "zod/mini";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { policyBounds } from "../../domain/escalation/validate-policy.ts";
import { channelKinds } from "../../domain/notify/channel.ts";
import { personId, staffing } from "./duties.ts";
import { bilingual, id, isoTime } from "./fields.ts";

const priority = z.enum(alertPriorities);
const role = z.enum(dutyRoles);
const channelKind = z.enum(channelKinds);
/** Wall clock of Asia/Shanghai. */
const clock = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));
const seconds = (least: number) => z.int().check(z.gte(least), z.lte(policyBounds.longestMs / 1000));

const callee = z.discriminatedUnion("kind", [
  /** Everybody on duty in the role. */
  z.strictObject({ kind: z.literal("on-duty"), role }),
  z.strictObject({ kind: z.literal("person"), personId }),
  /** A group robot or system. */
  z.strictObject({ kind: z.literal("channel"), channelId: id }),
  /** All group robots and systems of the facility. */
  z.strictObject({ kind: z.literal("all-channels") }),
]);

const step = z.strictObject({
  /** After the alert was raised or opened again. */
  afterSeconds: seconds(0),
  call: z.array(callee).check(z.minLength(1), z.maxLength(policyBounds.callees)),
  /** By which channels persons are called; by all that they have when absent. */
  channels: z.optional(z.array(channelKind).check(z.minLength(1))),
});

/** What happens with alerts of one priority during a time of day; the first rule that fits holds. */
export const escalationRule = z.strictObject({
  priority,
  /** Only alerts about a person, or only technical ones; absent: both. */
  about: z.optional(z.enum(["person", "device"])),
  /** Over midnight when `until` is earlier; all day when absent or equal. */
  daily: z.optional(z.strictObject({ from: clock, until: clock })),
  /** In order of time. */
  steps: z.array(step).check(z.minLength(1), z.maxLength(policyBounds.steps)),
  /** The last step again and again at this distance until somebody answers; absent: once. */
  repeatEverySeconds: z.optional(seconds(policyBounds.shortestRepeatMs / 1000)),
  /** Acknowledged, but nobody on site by then: it is open again and calls from the first step; absent: never. */
  onSiteWithinSeconds: z.optional(seconds(30)),
});
export type EscalationRuleView = z.output<typeof escalationRule>;

/** The policy that holds, and the versions before it, newest first. */
export const escalationPolicy = z.object({
  rules: z.array(escalationRule),
  /** 0: the default, nobody has set anything. */
  version: z.int(),
  isDefault: z.boolean(),
  setBy: z.optional(z.string()),
  setAt: z.optional(isoTime),
  history: z.array(z.object({ version: z.int(), setBy: z.string(), setAt: isoTime, isDefault: z.boolean() })),
});
export type EscalationPolicyView = z.infer<typeof escalationPolicy>;

/** POST /api/facilities/{id}/escalation-policy; `null` goes back to the default. High must call at every hour, at once and for ever. */
export const newEscalationPolicy = z.strictObject({
  /** That the person saw; another one meanwhile is answered with 409. */
  version: z.int(),
  rules: z.nullable(z.array(escalationRule).check(z.minLength(1), z.maxLength(policyBounds.rules))),
});

/** Query of GET /api/facilities/{id}/call-chain; `at`: as it would be then. */
export const callChainQuery = z.strictObject({ at: z.optional(isoTime) });

/** Whether a way to somebody works: ready; its last sends failed; the gateway is not set up; the person has no such address. */
export const wayState = z.enum(["ready", "failing", "not-set-up", "no-address"]);

const calledPerson = z.object({
  id: personId,
  name: z.string(),
  roles: z.array(z.string()),
  /** By what the step calls them, and what of it works. */
  ways: z.array(z.object({ channel: channelKind, state: wayState })),
});

const calledChannel = z.object({ id, name: z.string(), kind: channelKind, state: wayState });

/** Who is called when nobody of those whom a step names can be reached. */
export const stoodIn = z.enum(["off-duty", "facility-managers", "operators", "nobody"]);

const chainStep = z.object({
  afterSeconds: z.int(),
  at: isoTime,
  people: z.array(calledPerson),
  channels: z.array(calledChannel),
  /** Set when nobody whom the step names can be reached: these are called instead. */
  instead: z.optional(stoodIn),
});

export const chainWarning = z.object({
  code: z.enum([
    "nobody-on-duty",
    "no-working-channel",
    "channel-failing",
    "channel-not-set-up",
    "role-lost",
    "gap-ahead",
    "stood-in",
    "nobody-at-all",
    "nobody-in-step",
    "no-rule",
    "waits-for-rule",
    "desk-empty",
  ]),
  /** `high`: an alert of priority high may reach nobody in time. */
  priority,
  message: bilingual,
  role: z.optional(role),
  personId: z.optional(personId),
  channel: z.optional(channelKind),
  from: z.optional(isoTime),
  until: z.optional(isoTime),
});
export type ChainWarningView = z.infer<typeof chainWarning>;

/** Who would be called for an alert of that moment, step by step, by priority and what it is about. */
export const callChain = z.object({
  at: isoTime,
  policyVersion: z.int(),
  /** Of a house with a desk for referrals: whether somebody is at it, and whom a green channel calls of which no more is known. */
  referral: z.optional(
    z.object({
      desk: staffing,
      departments: z.array(z.string()),
      steps: z.array(chainStep),
      repeatEverySeconds: z.optional(z.int()),
    }),
  ),
  chains: z.array(
    z.object({
      priority,
      about: z.enum(["person", "device"]),
      /** Nobody is called before then; absent: at once, or never when there are no steps. */
      waitsUntil: z.optional(isoTime),
      steps: z.array(chainStep),
      repeatEverySeconds: z.optional(z.int()),
      onSiteWithinSeconds: z.optional(z.int()),
    }),
  ),
  /** The most pressing first. */
  warnings: z.array(chainWarning),
});
export type CallChainView = z.infer<typeof callChain>;
