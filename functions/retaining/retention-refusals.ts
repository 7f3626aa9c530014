import type { ErasureOutcome } from "../erasing/erase-resident.ts";
import { RequestRefusedError, unknown } from "../shell/refusals.ts";

/** Why an erasure was not begun, to whoever asked for it. */
export function erasureRefusal(
  outcome: Exclude<ErasureOutcome, { readonly kind: "erased" }>,
  thing: "resident" | "person",
  id: string,
): RequestRefusedError {
  switch (outcome.kind) {
    case "unknown":
      return unknown(thing, id);
    case "in-care":
      return new RequestRefusedError("in-care", {
        zh: "这位服务对象仍在照护中，资料是照护所必需的，未做任何改动。请先办理出院或退住。",
        en: "This resident is still in care, which needs what is known of them; nothing was changed. Discharge them first.",
      });
    case "held":
      return new RequestRefusedError("legal-hold", {
        zh: "资料已封存，封存期间不删除任何内容，未做任何改动。请先解除封存。",
        en: "A legal hold stands: nothing of this resident is deleted meanwhile. Lift it first.",
      });
    case "active":
      return new RequestRefusedError("still-active", {
        zh: "这是在职人员的账号，未做任何改动。请先停用账号或收回全部角色。",
        en: "This account belongs to somebody who works here; nothing was changed. Disable it or take its roles first.",
      });
  }
}

/** Nobody can take an erasure back, so whoever asks repeats whose it is. */
export function notConfirmed(id: string): RequestRefusedError {
  return new RequestRefusedError("not-confirmed", {
    zh: `confirm 须与编号 ${id} 一致，未做任何改动。删除后无法恢复。`,
    en: `confirm must repeat the id ${id}; nothing was changed. An erasure cannot be taken back.`,
  });
}
