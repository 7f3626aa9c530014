import type { NewResident } from "../../contracts/http/residents.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import { type NoneSaid, settledNone, withoutNoneWords } from "../../domain/model/none-known.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";

/**
 * A resident as the register keeps them, by `who` says what is none. An absent field stays absent, for tables keep no
 * undefined.
 */
export function residentOf(body: NewResident, id: string, who: NoneSaid): Resident {
  const { bedId, pregnantOrPostpartum, spo2Scale2, advanceWishes, familyDoctor, noneKnown, ...told } = body;
  const { lists, said } = withoutNoneWords(told);
  const none = settledNone({}, lists, { ...noneKnown, ...said }, who);
  return {
    ...lists,
    id,
    ...(none === undefined ? {} : { noneKnown: none }),
    ...(bedId === undefined ? {} : { bedId }),
    ...(pregnantOrPostpartum === undefined ? {} : { pregnantOrPostpartum }),
    ...(advanceWishes === undefined ? {} : { advanceWishes }),
    ...(familyDoctor === undefined ? {} : { familyDoctor }),
    ...(spo2Scale2 === undefined
      ? {}
      : { spo2Scale2: { ...spo2Scale2, orderedAt: epochOf(spo2Scale2.orderedAt) ?? 0 } }),
  };
}

/** Who says now that there is none. */
export function noneSaidBy(caller: Caller, at: EpochMs): NoneSaid {
  const { name: by, id: byId } = nameOf(caller);
  return { by, byId, at };
}
