import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import type { DutyRole } from "../../domain/duty/shift.ts";
import { peopleOnDuty } from "../../domain/escalation/recipients.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const namesMost = 3;

/** By name, who is on duty in the first of these roles that anybody has now; undefined where nobody is, or it cannot be read. */
export async function matterOwner(
  facilityId: string,
  roles: readonly DutyRole[],
  deps: Deps<"sweep-holds">,
): Promise<string | undefined> {
  try {
    const at = deps.now();
    const [shifts, people] = await Promise.all([
      deps.duties.listBetween(facilityId, at - rosterKeptWithinMs, at + rosterKeptWithinMs),
      deps.people.listAt(facilityId),
    ]);
    const known = { shifts: readableOf(shifts, deps.log), people: readableOf(people, deps.log) };
    const context = { facilityId, at, ...known, channels: [], failing: new Set<string>() };
    const there = roles.map((role) => peopleOnDuty(role, context)).find((some) => some.length > 0) ?? [];
    const names = there.slice(0, namesMost).map(({ name }) => name);
    return names.length === 0 ? undefined : names.join("、");
  } catch (error) {
    deps.log.error("who is responsible for a bed cannot be read", { facilityId, error });
    return undefined;
  }
}
