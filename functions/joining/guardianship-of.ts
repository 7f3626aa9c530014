import type { ConsentChangeOrder } from "../../contracts/http/kin.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import type { Guardianship } from "../../domain/joining/guardianship.ts";
import type { EpochMs } from "../../domain/model/time.ts";

type Shown = Extract<ConsentChangeOrder["change"], { readonly kind: "guardianship" }>["guardianship"];

/** A guardian's proof as whoever asks has looked at it. */
export function guardianshipOf({ proof, from, until }: Shown, checkedBy: Actor, now: EpochMs): Guardianship {
  const { kind, number, words } = proof;
  const end = until === undefined ? undefined : epochOf(until);
  return {
    proof: { kind, ...(number !== undefined && { number }), ...(words !== undefined && { words }) },
    from: (from === undefined ? undefined : epochOf(from)) ?? now,
    ...(end !== undefined && { until: end }),
    checkedBy,
    checkedAt: now,
  };
}
