import type { Bilingual } from "../../contracts/http/fields.ts";
import type { AgreementFault } from "../../domain/consortium/judge-agreement.ts";
import { RequestRefusedError, unknown } from "../shell/refusals.ts";

type Refused = AgreementFault | "closed" | "signed-in-future";

const faults: Readonly<
  Record<Exclude<Refused, "unknown-from" | "unknown-to">, Bilingual & { readonly field: string }>
> = {
  closed: {
    field: "toFacilityId",
    zh: "接收方已停止接收，不能签订新协议",
    en: "must not be a facility that takes nobody any more",
  },
  "signed-in-future": { field: "signedOn", zh: "签订日期不能晚于今天", en: "must not be after today" },
  "same-facility": {
    field: "toFacilityId",
    zh: "协议双方应为两家机构",
    en: "must be another facility than the one that asks for help",
  },
  "from-outside": {
    field: "fromFacilityId",
    zh: "协作外院不使用本系统，只能作为接收方",
    en: "must not be an external hospital: nobody there uses the service",
  },
  "outside-has-no-video": {
    field: "covers",
    zh: "协作外院不使用本系统，不能约定远程会诊",
    en: "must not hold a tele-consultation with an external hospital",
  },
  "to-is-no-hospital": {
    field: "covers",
    zh: "上转和绿色通道的接收方应为医院或卫生院",
    en: "must not send the ill to where nobody treats them: up-referral and green channel lead to hospitals and health centres",
  },
  "ends-before-it-begins": {
    field: "validUntil",
    zh: "终止日期不应早于开始日期",
    en: "must not be before the first day",
  },
};

/** An agreement that two facilities cannot have. */
export function agreementRefused(
  fault: Refused,
  { fromFacilityId, toFacilityId }: { readonly fromFacilityId: string; readonly toFacilityId: string },
): RequestRefusedError {
  if (fault === "unknown-from") return unknown("facility", fromFacilityId);
  if (fault === "unknown-to") return unknown("facility", toFacilityId);
  const { field, zh, en } = faults[fault];
  const detail = { zh: `${zh}。未做任何改动。`, en: `${field} ${en}. Nothing was changed.` };
  return new RequestRefusedError("invalid-request", detail, [
    { pointer: `#/${field}`, expected: fault, messages: { zh, en } },
  ]);
}

export function unknownAgreement(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-agreement", {
    zh: `没有编号为 ${id} 的协议，未做任何改动。请核对编号。`,
    en: `There is no agreement ${id}; nothing was changed. Check the id.`,
  });
}

export function agreementExists(id: string): RequestRefusedError {
  return new RequestRefusedError("already-exists", {
    zh: `编号为 ${id} 的协议已经存在，未做任何改动。修改请带上看到的版本号，或换一个编号。`,
    en: `There is an agreement ${id} already; nothing was changed. To change it, say the version that you saw, or use another id.`,
  });
}

export function agreementChangedByOthers(id: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `协议 ${id} 已被别人改动，本次未做改动。请刷新后重试。`,
    en: `Somebody else changed agreement ${id}; nothing was changed. Reload and try again.`,
  });
}
