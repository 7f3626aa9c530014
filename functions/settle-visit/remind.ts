import { type OwnNews, speaksForRound } from "../../domain/visits/round.ts";
import { isMedical, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { onDuty, tell } from "./tell.ts";

/**
 * Tells those who could take a request of it, and whoever asked that nobody did; and those who lead, asked, gave it its time or
 * were invited that a visit is near, or that nobody came. Of a round the first one is told of to the staff, and each to those who
 * were invited to it.
 */
export async function remind(
  visit: Visit,
  what: OwnNews,
  round: readonly Visit[],
  deps: Deps<"settle-visit">,
): Promise<void> {
  const planners = visit.steps.flatMap(({ what: step, by }) =>
    step === "schedule" && by !== undefined ? [by.id] : [],
  );
  const { requestedBy, invited } = visit;
  const speaks = speaksForRound(visit, what, round);
  const able = speaks ? await whoCouldTake(visit, deps) : [];
  const staff = speaks ? [...able, requestedBy.id, ...planners] : [];
  const told = {
    ask: able.filter((id) => id !== requestedBy.id),
    unanswered: speaks ? [...able, requestedBy.id] : [],
    remind: [...staff, ...invited],
    missed: [...staff, ...invited],
  } as const;
  const priority = visit.origin?.kind === "alert" && what !== "missed" ? "high" : "low";
  const facilityId =
    visit.kind === "guidance" ? (visit.consultedFacilityId ?? visit.leadFacilityId) : visit.leadFacilityId;
  const isReached = await tell(told[what], { visit, what, facilityId, priority }, deps);
  if (speaks && (what === "remind" || what === "missed")) await tellAtBedside(visit, what, told[what], deps);
  if (speaks && (what === "ask" || what === "unanswered") && !isReached)
    deps.log.warn("nobody was reached about a visit that is asked for", { visitId: visit.id });
}

/** Of a visit that another house leads, the nurses of the resident's own: somebody has to be with them, and to know the time. */
async function tellAtBedside(
  visit: Visit,
  what: "remind" | "missed",
  told: readonly string[],
  deps: Deps<"settle-visit">,
): Promise<void> {
  const { facilityId, leadFacilityId } = visit;
  if (facilityId === leadFacilityId) return;
  const nurses = (await onDuty("nurse", facilityId, deps)).filter((id) => !told.includes(id));
  const isReached = await tell(nurses, { visit, what, facilityId, priority: "low" }, deps);
  if (!isReached) deps.log.warn("nobody at the resident's side was reached about a visit", { visitId: visit.id });
}

/** Whoever leads and is on duty; of guidance whoever is asked, and of a family's call whoever opens it at the resident's side. */
async function whoCouldTake(
  { kind, leadFacilityId, consultedFacilityId = leadFacilityId, facilityId }: Visit,
  deps: Deps<"settle-visit">,
): Promise<readonly string[]> {
  if (kind === "guidance") return onDuty("doctor", consultedFacilityId, deps);
  return isMedical(kind) ? onDuty("doctor", leadFacilityId, deps) : onDuty("nurse", facilityId, deps);
}
