import type { Actor } from "../../domain/alerts/alert.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { endAccess } from "./end-access.ts";
import { consentChangedByOthers } from "./joining-refusals.ts";
import { saveStep, stepped } from "./take-step.ts";

const maxTries = 20;

/**
 * Ends what relatives see of a resident who died or whose care is over: what they consented for is over with it. Who was
 * their relative stays known, so that their page says what happened. Again it does what is still to be done.
 */
export async function endConsents(
  residentId: string,
  cause: "died" | "discharged",
  by: Actor,
  deps: Deps<"discharge-resident">,
): Promise<void> {
  for (const { id } of readableOf(await deps.people.listByRelation(residentId), deps.log)) {
    const ended = await endedFor(id, residentId, cause, by, deps);
    if (ended !== undefined) await endAccess(ended, residentId, deps);
  }
}

async function endedFor(
  personId: string,
  residentId: string,
  cause: "died" | "discharged",
  by: Actor,
  deps: Deps<"discharge-resident">,
): Promise<Person | undefined> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.people.find(personId);
    const relation = before?.relations.find((one) => one.residentId === residentId);
    if (before === undefined || relation === undefined) return undefined;
    const newest = await deps.consents.newest(residentId, personId);
    if (newest?.step.kind === "care-ended") return before;
    const next = await stepped(before, { residentId, by, step: { kind: "care-ended", cause } }, deps);
    if ((await saveStep(next, deps)) === "saved") return next.person;
    await deps.backOff(attempt);
  }
  throw consentChangedByOthers();
}
