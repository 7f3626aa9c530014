import type { Action } from "../../domain/access/actions.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { reachOf } from "../../domain/access/decide.ts";
import type { AuditClass, AuditSubject } from "../../domain/audit/entry.ts";
import { everyFacility } from "../../domain/audit/entry.ts";
import { auditReasonOf, type Concerned } from "../../domain/audit/reason.ts";
import type { Surroundings } from "../shell/deps.ts";
import { windowSeconds } from "./witness.ts";

/**
 * Tells that somebody was let listen: to the live changes of the facilities where they may, or, with `to`, to what is about
 * one resident. Whoever listens is let in even when that cannot be stored: a board at which alerts are seen must not go
 * dark because of the trail. The log and the figure of failures tell of it then.
 */
export async function tellListening(
  {
    caller,
    action,
    dataClass,
    to,
  }: {
    readonly caller: Caller;
    readonly action: Action;
    readonly dataClass: AuditClass;
    readonly to?: Concerned;
  },
  { auditing, now, log, metrics }: Pick<Surroundings, "auditing" | "now" | "log" | "metrics">,
): Promise<void> {
  const at = now();
  const shared = { at, who: nameOf(caller), what: "authorize-live", deed: "listen", dataClass, from: {} } as const;
  const details = concernedBy(caller, action, to).map((one) => {
    const of: AuditSubject =
      one.residentId === undefined
        ? { kind: "facility", facilityId: one.facilityIds[0] ?? everyFacility }
        : { kind: "resident", residentId: one.residentId };
    return { ...shared, of, why: auditReasonOf(caller, action, one), windowSeconds };
  });
  try {
    await auditing?.addEachOnce(details);
  } catch (error) {
    log.error("somebody listens to live changes of which the audit knows nothing", { error });
    metrics.put({ Failed: 1 }, "authorize-live");
  }
}

function concernedBy(caller: Caller, action: Action, to: Concerned | undefined): readonly Concerned[] {
  if (to !== undefined) return [to];
  const reach = reachOf(caller, action);
  if (reach.kind === "everywhere") return [{ facilityIds: [everyFacility] }];
  return [...reach.facilityIds].map((facilityId) => ({ facilityIds: [facilityId] }));
}
