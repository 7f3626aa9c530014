import { chainView, warningView } from "../../contracts/call-chain-view.ts";
import type { CallChainView } from "../../contracts/http/escalation.ts";
import type { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { epochOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { chainsOf, warningsOf } from "../../domain/escalation/call-chain.ts";
import { callContextOf } from "../escalating/call-context.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Who would be called for an alert now, or at a given moment, by the very rules by which it is done; and what would fail. */
export async function showCallChain(
  { path, query }: HttpInput<(typeof escalationRoutes)["show-call-chain"]>,
  deps: Deps<"show-call-chain">,
): Promise<CallChainView> {
  const at = (query.at === undefined ? undefined : epochOf(query.at)) ?? deps.now();
  const [policy, context] = await Promise.all([deps.policies.current(path.id), callContextOf(path.id, at, deps)]);
  const chains = chainsOf(policy, context);
  const names = new Map(context.people.map(({ id, name }) => [id, name]));
  return {
    at: isoTimeOf(at),
    policyVersion: policy.version,
    chains: chains.map(chainView),
    warnings: warningsOf(chains, context).map((warning) => warningView(warning, (id) => names.get(id) ?? id)),
  };
}
