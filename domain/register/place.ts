import { type Resident, versionOf } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { ResidentStep } from "./change-facts.ts";
import type { Discharge } from "./discharge.ts";
import type { Author } from "./history.ts";

/** Where somebody is cared for; without a bed where there is none of their own. */
export interface Place {
  readonly facilityId: string;
  readonly bedId?: string;
}

/** Brings a person to another bed or facility; `undefined` when they are there already. */
export function moveTo(resident: Resident, place: Place, author: Author, now: EpochMs): ResidentStep | undefined {
  const { facilityId, bedId } = place;
  if (resident.facilityId === facilityId && resident.bedId === bedId) return undefined;
  const { bedId: _bed, ...others } = resident;
  const version = versionOf(resident) + 1;
  const after: Resident = { ...others, facilityId, ...(bedId === undefined ? {} : { bedId }), version };
  const changed = [
    ...(resident.facilityId === facilityId ? [] : ["facilityId"]),
    ...(resident.bedId === bedId ? [] : ["bedId"]),
  ];
  const reason = `${placeText(resident)} → ${placeText(after)}`;
  const { name: by, id: byId } = author;
  return { after, record: { residentId: resident.id, version, at: now, by, byId, what: "move", reason, changed } };
}

/** Ends the care. The bed is free, the record says where it was and why it ended. */
export function dischargeFrom(resident: Resident, discharge: Omit<Discharge, "bedId">): ResidentStep {
  const { bedId, ...others } = resident;
  const version = versionOf(resident) + 1;
  const after: Resident = {
    ...others,
    version,
    discharge: { ...discharge, ...(bedId === undefined ? {} : { bedId }) },
  };
  const { at, by, byId, reason, note } = discharge;
  const said = note === undefined ? reason : `${reason}: ${note}`;
  return {
    after,
    record: { residentId: resident.id, version, at, by, byId, what: "discharge", reason: said, changed: ["discharge"] },
  };
}

function placeText({ facilityId, bedId }: Place): string {
  return bedId === undefined ? facilityId : `${facilityId}/${bedId}`;
}
