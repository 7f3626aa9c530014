import type { Action } from "../../domain/access/actions.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { reachOf } from "../../domain/access/decide.ts";
import type { AuditClass, AuditSubject } from "../../domain/audit/entry.ts";
import { everyFacility } from "../../domain/audit/entry.ts";
import { auditReasonOf, type Concerned } from "../../domain/audit/reason.ts";
import type { AuditWriter } from "./audit-writer.ts";
import { type Telling, tellListener } from "./witness.ts";

/** Tells that somebody was let listen to the live changes of the houses where they may, or, with `to`, to one resident's. */
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
  deps: Omit<Telling, "auditing"> & { readonly auditing?: AuditWriter },
): Promise<void> {
  const at = deps.now();
  const shared = { at, who: nameOf(caller), what: "authorize-live", deed: "listen", dataClass, from: {} } as const;
  const details = concernedBy(caller, action, to).map((one) => {
    const of: AuditSubject =
      one.residentId === undefined
        ? { kind: "facility", facilityId: one.facilityIds[0] ?? everyFacility }
        : { kind: "resident", residentId: one.residentId };
    return { ...shared, of, why: auditReasonOf(caller, action, one) };
  });
  const { auditing } = deps;
  if (auditing !== undefined) await tellListener("authorize-live", details, { ...deps, auditing });
}

function concernedBy(caller: Caller, action: Action, to: Concerned | undefined): readonly Concerned[] {
  if (to !== undefined) return [to];
  const reach = reachOf(caller, action);
  if (reach.kind === "everywhere") return [{ facilityIds: [everyFacility] }];
  return [...reach.facilityIds].map((facilityId) => ({ facilityIds: [facilityId] }));
}
