import type { BedRefusal } from "../../domain/beds/guard.ts";
import { RequestRefusedError } from "../shell/refusals.ts";
import { bedTaken } from "../shell/register-refusals.ts";

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

/** A bed that is not held by this hold: it ran out, was released, or somebody lies there. */
export function notHeldBy(bedId: string, holdId: string): RequestRefusedError {
  return new RequestRefusedError("not-held-by", {
    zh: `床位 ${bedId} 没有编号为 ${holdId} 的预留，未做任何改动。预留可能已到期、已取消或已入住，请刷新。`,
    en: `Bed ${bedId} is not held by ${holdId}; nothing was changed. The hold may have run out, been released or been taken up: reload.`,
  });
}

/** A bed about which others kept deciding. */
export function bedChangedByOthers(bedId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `床位 ${bedId} 正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `Bed ${bedId} is being changed by others; nothing was changed. Reload and try again.`,
  });
}
