import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { residentDetailView } from "../../contracts/resident-view.ts";
import { transferStageOf } from "../../contracts/transfer-stage.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readEach } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * One resident with everything that their page shows; of what is clinical only what the caller may see. Who has a damaged
 * watch is shown as unmonitored, and who has a damaged referral as being who knows where.
 */
export async function showResident(
  { path, caller }: HttpInput<(typeof routes)["show-resident"]>,
  deps: Deps<"show-resident">,
): Promise<ResidentDetailView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const [facility, watches, transfer] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    readEach(deps.watches, [resident.id]),
    transferOf(resident.id, deps),
  ]);
  for (const [residentId, error] of watches.unreadable) deps.log.error("watch cannot be read", { residentId, error });
  const now = deps.now();
  const { clinical, ...detail } = residentDetailView(
    resident,
    facility,
    watches.found.get(resident.id)?.watch,
    planFor(resident, now),
    now,
  );
  const view = { ...detail, ...(transfer !== undefined && { transfer }) };
  const subject = { kind: "resident", facilityId: resident.facilityId, residentId: resident.id } as const;
  const isShown = clinical !== undefined && mayDo(caller, "clinical.read", subject);
  return isShown ? { ...view, clinical } : view;
}

async function transferOf(
  residentId: string,
  deps: Pick<Deps<"show-resident">, "referrals" | "facilities" | "log">,
): Promise<ResidentDetailView["transfer"]> {
  try {
    const open = await deps.referrals.findOpen(residentId);
    const stage = open && transferStageOf(open.state);
    if (open === undefined || stage === undefined) return undefined;
    const hospital = (await deps.facilities.find(open.destinationId))?.name ?? open.destinationId;
    return { stage, hospital, since: isoTimeOf(open.requestedAt) };
  } catch (error) {
    deps.log.error("referral cannot be read", { residentId, error });
    return { stage: "unknown" };
  }
}
