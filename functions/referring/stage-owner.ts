import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import { peopleOnDuty } from "../../domain/escalation/recipients.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { calledDepartments } from "../../domain/referrals/called-departments.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** Who works at a desk, in the order in which they are asked for. */
const deskRoles = ["referral-coordinator", "nurse", "doctor"] as const;
const namesMost = 3;

/**
 * By name, who is responsible in a house for a stage that is late: who acted last on the case for it, else who is on duty
 * in the departments that are called for it, else at its desk. Undefined where nobody is known; what cannot be read is logged and names nobody.
 */
export async function stageOwner(
  referral: Pick<Referral, "id" | "departmentId" | "centre" | "mode" | "destinationId">,
  house: Pick<Facility, "id" | "departments">,
  now: EpochMs,
  deps: Pick<Deps<"judge-due-referral">, "referral-steps" | "people" | "duties" | "log">,
): Promise<string | undefined> {
  const { id } = referral;
  const { id: facilityId } = house;
  try {
    const steps = readableOf(await deps["referral-steps"].list(id), deps.log);
    const acted = steps.findLast(
      (step) => step.by !== undefined && step.facilityId === facilityId && step.phone === undefined,
    );
    if (acted?.by !== undefined) return acted.by.name;
    const [shifts, people] = await Promise.all([
      deps.duties.listBetween(facilityId, now - rosterKeptWithinMs, now + rosterKeptWithinMs),
      deps.people.listAt(facilityId),
    ]);
    const context = {
      facilityId,
      at: now,
      shifts: readableOf(shifts, deps.log),
      people: readableOf(people, deps.log),
      channels: [],
      failing: new Set<string>(),
    };
    const departmentIds = calledDepartments(referral, house);
    const there =
      [departmentIds, undefined]
        .flatMap((ids) => deskRoles.map((role) => peopleOnDuty(role, context, ids)))
        .find((some) => some.length > 0) ?? [];
    return there.length === 0
      ? undefined
      : there
          .slice(0, namesMost)
          .map(({ name }) => name)
          .join("、");
  } catch (error) {
    deps.log.error("who is responsible for a stage cannot be read", { referralId: id, error });
    return undefined;
  }
}
