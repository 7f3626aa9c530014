import { chainView, deskChainView, warningView } from "../../contracts/call-chain-view.ts";
import type { CallChainView } from "../../contracts/http/escalation.ts";
import type { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { type ChainWarning, chainsOf, warningsOf } from "../../domain/escalation/call-chain.ts";
import type { EscalationPolicy } from "../../domain/escalation/policy.ts";
import type { CallContext } from "../../domain/escalation/recipients.ts";
import { deskChainOf } from "../../domain/referrals/desk-chain.ts";
import { callContextOf } from "../escalating/call-context.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const emptyDesk: ChainWarning = { code: "desk-empty", priority: "high" };

/** Who would be called for an alert now, or at a given moment, by the very rules by which it is done; and what would fail. */
export async function showCallChain(
  { path, query }: HttpInput<(typeof escalationRoutes)["show-call-chain"]>,
  deps: Deps<"show-call-chain">,
): Promise<CallChainView> {
  const at = (query.at === undefined ? undefined : epochOf(query.at)) ?? deps.now();
  const [policy, context, facility] = await Promise.all([
    deps.policies.current(path.id),
    callContextOf(path.id, at, deps),
    deps.facilities.find(path.id),
  ]);
  const chains = chainsOf(policy, context);
  const referral = facility === undefined ? undefined : deskChainOf(facility, context);
  const warnings = warningsOf(referral === undefined ? chains : [...chains, referral.chain], context);
  const names = await namesFor(policy, context, deps);
  return {
    at: isoTimeOf(at),
    policyVersion: policy.version,
    chains: chains.map(chainView),
    ...(referral !== undefined && { referral: deskChainView(referral) }),
    warnings: (referral?.desk === "nobody" ? [emptyDesk, ...warnings] : warnings).map((warning) =>
      warningView(warning, (id) => names.get(id) ?? id),
    ),
  };
}

/** Of all who may be called, and of who is planned or named and is not there any more. */
async function namesFor(
  { rules }: EscalationPolicy,
  { people, shifts }: CallContext,
  deps: Pick<Deps<"show-call-chain">, "people" | "log">,
): Promise<ReadonlyMap<string, string>> {
  const called = rules.flatMap(({ steps }) => steps.flatMap(({ call }) => call));
  const named = called.flatMap((callee) => (callee.kind === "person" ? [callee.personId] : []));
  const there = new Set(people.map(({ id }) => id));
  const gone = [...named, ...shifts.map(({ personId }) => personId)].filter((id) => !there.has(id));
  const others = gone.length === 0 ? [] : readableOf(await deps.people.findMany(gone), deps.log);
  return new Map([...people, ...others].map(({ id, name }) => [id, name]));
}
