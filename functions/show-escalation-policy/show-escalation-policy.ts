import type { EscalationPolicyView } from "../../contracts/http/escalation.ts";
import type { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { policyView } from "../../contracts/policy-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

const versionsShown = 20;

/** The policy by which a facility's alerts call people, and its last versions with who set them. */
export async function showEscalationPolicy(
  { path }: HttpInput<(typeof escalationRoutes)["show-escalation-policy"]>,
  deps: Pick<Deps<"show-escalation-policy">, "policies" | "log">,
): Promise<EscalationPolicyView> {
  const [policy, history] = await Promise.all([
    deps.policies.current(path.id),
    deps.policies.history(path.id, versionsShown),
  ]);
  return policyView(policy, readableOf(history, deps.log));
}
