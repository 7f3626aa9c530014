import type { BedRefusal } from "../../domain/beds/guard.ts";
import { bedTaken, RequestRefusedError } from "../shell/refusals.ts";

/** A bed that cannot be had, and why. */
export function bedRefused(bedId: string, refusal: BedRefusal): RequestRefusedError {
  switch (refusal) {
    case "bed-taken":
      return bedTaken(bedId);
    case "bed-held":
      return new RequestRefusedError("bed-held", {
        zh: `床位 ${bedId} 已为别人预留，未做任何改动。请另选床位；为这位预留的，换床时填写预留编号 holdId。`,
        en: `Bed ${bedId} is held for somebody else; nothing was changed. Choose another; if it is held for this person, move them with its holdId.`,
      });
    case "under-conversion":
      return new RequestRefusedError("under-conversion", {
        zh: `床位 ${bedId} 正在转换，未做任何改动。请另选床位，或先办完转换。`,
        en: `Bed ${bedId} is being converted; nothing was changed. Choose another, or finish the conversion first.`,
      });
  }
}
