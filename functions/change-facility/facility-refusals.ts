import type { Bilingual } from "../../contracts/http/fields.ts";
import type { OrderFault } from "../../domain/beds/family-order.ts";
import type { ParentFault } from "../../domain/consortium/tree.ts";
import { RequestRefusedError, unknown } from "../shell/refusals.ts";

const reasons: Readonly<Record<Exclude<ParentFault, "unknown-parent"> | "closed", Bilingual>> = {
  closed: { zh: "那家机构那天已停止接收", en: "that facility is closed by then" },
  ring: { zh: "那样两家会互相隶属", en: "each would belong to the other" },
  "wrong-kind": {
    zh: "隶属关系只能自上而下：县级医院、乡镇卫生院、养老院、日间照料、互助院、社区",
    en: "facilities belong downwards only: county hospital, township health centre, care home, day care, mutual aid, community",
  },
};

/** A facility that cannot belong to another. */
export function cannotBelong(facilityId: string, parentId: string, fault: ParentFault | "closed"): RequestRefusedError {
  if (fault === "unknown-parent") return unknown("facility", parentId);
  const { zh, en } = reasons[fault];
  return new RequestRefusedError("tree-impossible", {
    zh: `机构 ${facilityId} 不能隶属于 ${parentId}：${zh}。未做任何改动。`,
    en: `Facility ${facilityId} cannot belong to ${parentId}: ${en}. Nothing was changed.`,
  });
}

/** What was so on a day gone by stays as it was recorded. */
export function inThePast(field: string): RequestRefusedError {
  const messages = { zh: "不能早于今天", en: "must not be before today" };
  const detail = { zh: `日期${messages.zh}。未做任何改动。`, en: `The day ${messages.en}. Nothing was changed.` };
  return new RequestRefusedError("invalid-request", detail, [
    { pointer: `#/${field}`, expected: "today or a day to come", messages },
  ]);
}

/** A bed that is to be used medically, or no more, without a doctor's order. */
export function needsConversion(bedId: string): RequestRefusedError {
  return new RequestRefusedError("conversion-impossible", {
    zh: `床位 ${bedId} 涉及医疗用途，未做任何改动。请走床位转换：申请、医嘱、批准。`,
    en: `Bed ${bedId} goes to or from a medical use; nothing was changed. Ask for a conversion: request, order, approval.`,
  });
}

/** A bed of the house, which is given up and not closed. */
export function noFamilyBed(bedId: string): RequestRefusedError {
  return new RequestRefusedError("unknown-bed", {
    zh: `床位 ${bedId} 不是家庭病床，未做任何改动。机构内的床位请用 removeBeds。`,
    en: `Bed ${bedId} is no family bed; nothing was changed. A bed of the house is given up by removeBeds.`,
  });
}

/** The departments were changed by somebody else since they were seen; what stands there is told. */
export function otherDepartments(names: readonly string[]): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `科室刚被别人改过，本次未做改动。现有科室：${names.join("、") || "无"}。请刷新后重新修改。`,
    en: `Somebody else has just changed the departments; nothing was changed. There are now: ${names.join(", ") || "none"}. Reload, then change again.`,
  });
}

const orderFaults: Readonly<Record<OrderFault, Bilingual>> = {
  closed: { zh: "已撤床，请先恢复建床", en: "it is closed: open it again first" },
  "not-yet": { zh: "评估日期不能在将来", en: "nobody assessed it on a day to come" },
  "impossible-period": {
    zh: "建床期的起止日期有误（须先起后止，且不超过一年）",
    en: "the period must end after it begins, within a year",
  },
  "not-assessed-anew": {
    zh: "续期须有新的评估，日期晚于上一次",
    en: "a renewal needs an assessment later than the one before",
  },
};

/** An order of a family bed that cannot be. */
export function orderImpossible(bedId: string, why: OrderFault): RequestRefusedError {
  const messages = orderFaults[why];
  const detail = {
    zh: `家庭病床 ${bedId}：${messages.zh}。未做任何改动。`,
    en: `Family bed ${bedId}: ${messages.en}. Nothing was changed.`,
  };
  const field = why === "impossible-period" ? "until" : "assessedOn";
  return new RequestRefusedError("invalid-request", detail, [
    { pointer: `#/orderFamilyBeds/0/${field}`, expected: "a possible order", messages },
  ]);
}
