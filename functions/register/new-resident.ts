import type { NewResident } from "../../contracts/http/residents.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import type { Resident } from "../../domain/model/resident.ts";

/** A resident as the register keeps them. An absent field stays absent, for tables keep no undefined. */
export function residentOf(body: NewResident, id: string): Resident {
  const { bedId, pregnantOrPostpartum, spo2Scale2, advanceWishes, ...always } = body;
  return {
    ...always,
    id,
    ...(bedId === undefined ? {} : { bedId }),
    ...(pregnantOrPostpartum === undefined ? {} : { pregnantOrPostpartum }),
    ...(advanceWishes === undefined ? {} : { advanceWishes }),
    ...(spo2Scale2 === undefined
      ? {}
      : { spo2Scale2: { ...spo2Scale2, orderedAt: epochOf(spo2Scale2.orderedAt) ?? 0 } }),
  };
}
