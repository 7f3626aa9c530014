import type { EscalationPolicyView } from "../../contracts/http/escalation.ts";
import type { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { policyView, ruleOf } from "../../contracts/policy-view.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import type { EscalationPolicy, EscalationRule } from "../../domain/escalation/policy.ts";
import { faultsOf } from "../../domain/escalation/validate-policy.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { policyChangedByOthers, policyRefused, unknownCallee } from "./policy-refusals.ts";

const versionsShown = 20;

/**
 * Writes the next version of a facility's policy, or goes back to the default. One that would leave an alert of priority
 * high uncalled, or calls somebody or something that the facility does not have, is refused. Alerts that call already
 * keep the plan that they were made with.
 */
export async function setEscalationPolicy(
  { path, body, caller }: HttpInput<(typeof escalationRoutes)["set-escalation-policy"]>,
  deps: Deps<"set-escalation-policy">,
): Promise<EscalationPolicyView> {
  const before = await deps.policies.current(path.id);
  if (before.version !== body.version) throw policyChangedByOthers();
  const rules = body.rules?.map(ruleOf);
  if (rules !== undefined) await check(path.id, rules, deps);
  const policy: EscalationPolicy = {
    facilityId: path.id,
    rules: rules ?? defaultPolicy(path.id).rules,
    version: before.version + 1,
    ...(rules === undefined && { isDefault: true }),
    setBy: nameOf(caller).name,
    setAt: deps.now(),
  };
  if ((await deps.policies.save(policy)) === "conflict") throw policyChangedByOthers();
  return policyView(policy, readableOf(await deps.policies.history(path.id, versionsShown), deps.log));
}

async function check(
  facilityId: string,
  rules: readonly EscalationRule[],
  deps: Deps<"set-escalation-policy">,
): Promise<void> {
  const faults = faultsOf(rules);
  if (faults.length > 0) throw policyRefused(faults);
  const callees = rules.flatMap(({ steps }) => steps.flatMap(({ call }) => call));
  for (const callee of callees) {
    if (callee.kind === "person") {
      const person = await deps.people.find(callee.personId);
      const isThere = person?.roles.some((held) => (held.facilityId ?? facilityId) === facilityId) === true;
      if (!isThere || person?.disabledAt !== undefined) throw unknownCallee("person", callee.personId);
    } else if (callee.kind === "channel") {
      const channel = await deps.channels.find(callee.channelId);
      const isTheirs = channel !== undefined && (channel.facilityId ?? facilityId) === facilityId;
      if (!isTheirs) throw unknownCallee("channel", callee.channelId);
    }
  }
}
