import type { RetentionState } from "../../contracts/http/retention.ts";
import type { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { holdView } from "../retaining/hold-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** Stops every deletion of a resident's data, or lets it go on; the same again changes nothing. Who, when and why is kept. */
export async function setLegalHold(
  { path, body, caller }: HttpInput<(typeof retentionRoutes)["set-legal-hold"]>,
  deps: Deps<"set-legal-hold">,
): Promise<RetentionState> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { name: by, id: byId } = nameOf(caller);
  const at = deps.now();
  const { hold, reason } = body;
  if (hold) {
    const set = { id: deps.newId(), residentId: path.id, facilityId: resident.facilityId, reason };
    await deps.retention.setHold({ ...set, setAt: at, setBy: by, setById: byId });
  } else {
    // Two that were set at the same moment are lifted together.
    for (const each of await deps.retention.holdsOf(path.id))
      if (each.lifted === undefined) await deps.retention.liftHold({ ...each, lifted: { at, by, byId, reason } });
  }
  deps.log.info(hold ? "a legal hold was set" : "a legal hold was lifted", { residentId: path.id });
  return holdView(resident, await deps.retention.holdsOf(path.id));
}
