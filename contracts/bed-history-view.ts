import type { BedHistoryEntry } from "../domain/beds/history.ts";
import type { NamesSeen } from "./bed-view.ts";
import type { BedEventView } from "./http/beds.ts";
import { isoTimeOf } from "./iso-time.ts";

/** What happened with a bed at a moment. Of whom, by whom and the note are for those who may read residents there. */
export function bedEventView({ at, event }: BedHistoryEntry, names: NamesSeen): BedEventView {
  const head = { at: isoTimeOf(at), kind: event.kind };
  if (event.kind === "held" || event.kind === "released") {
    const { holdId, purpose, by } = event;
    return {
      ...head,
      holdId,
      purpose,
      ...(event.kind === "held" && { until: isoTimeOf(event.until) }),
      ...(event.kind === "released" && { why: event.why }),
      ...(names !== undefined && by !== undefined && { by }),
      ...(names !== undefined && event.kind === "held" && event.note !== undefined && { note: event.note }),
    };
  }
  if (names === undefined) return head;
  // Who lies there for a referral is known by the case; the record is that of another house.
  if (event.stayId !== undefined) return { ...head, stayId: event.stayId };
  const name = names.get(event.residentId);
  return { ...head, ...(name !== undefined && { resident: { id: event.residentId, name } }) };
}
