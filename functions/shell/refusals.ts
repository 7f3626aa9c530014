import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Problem } from "../../contracts/http/problem.ts";
import type { ProblemCode } from "../../contracts/http/problems.ts";

/** A request that cannot be granted; the caller is told why, in words, by a code and where. */
export class RequestRefusedError extends Error {
  readonly code: ProblemCode;
  readonly detail: Bilingual;
  readonly errors: Problem["errors"];
  /** The id of what stands in the way. */
  readonly about: string | undefined;
  constructor(code: ProblemCode, detail: Bilingual, errors?: Problem["errors"], about?: string) {
    super(detail.en);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.about = about;
  }
}

const things = {
  facility: { zh: "机构", en: "facility" },
  resident: { zh: "服务对象", en: "resident" },
  device: { zh: "设备", en: "device" },
  alert: { zh: "告警", en: "alert" },
  person: { zh: "人员", en: "person" },
  referral: { zh: "转诊", en: "referral" },
  visit: { zh: "巡诊", en: "visit" },
} as const;

/** What an id of the API can name. */
export type Thing = keyof typeof things;

/** An id that names nothing. */
export function unknown(thing: Thing, id: string): RequestRefusedError {
  const { zh, en } = things[thing];
  return new RequestRefusedError(`unknown-${thing}`, {
    zh: `没有编号为 ${id} 的${zh}，未做任何改动。请核对编号。`,
    en: `There is no ${en} ${id}; nothing was changed. Check the id.`,
  });
}

/** An id that is in use. */
export function alreadyExists(thing: Thing, id: string): RequestRefusedError {
  const { zh, en } = things[thing];
  return new RequestRefusedError("already-exists", {
    zh: `编号为 ${id} 的${zh}已经存在，未做任何改动。请换一个编号，或不填由系统生成。`,
    en: `There is a ${en} ${id} already; nothing was changed. Use another id, or none to have one made.`,
  });
}

/** An alert that somebody closed before. */
export function alreadyResolved(alertId: string): RequestRefusedError {
  return new RequestRefusedError("already-resolved", {
    zh: `告警 ${alertId} 已处理完毕，未做任何改动。请刷新查看结果。`,
    en: `Alert ${alertId} is resolved already; nothing was changed. Reload to see its outcome.`,
  });
}

/** An alert that somebody else acknowledged before. */
export function takenByAnother(alertId: string, by: string): RequestRefusedError {
  return new RequestRefusedError("taken-by-another", {
    zh: `告警 ${alertId} 已由 ${by} 接手，未做任何改动。`,
    en: `${by} is already on alert ${alertId}; nothing was changed.`,
  });
}

/** An alert that nobody is on, so that nobody can hand it over. */
export function notHeld(alertId: string): RequestRefusedError {
  return new RequestRefusedError("not-held", {
    zh: `告警 ${alertId} 还没有人接手，未做任何改动。请由要去的人自己接手。`,
    en: `Nobody is on alert ${alertId} yet; nothing was changed. Whoever goes there acknowledges it.`,
  });
}

/** An alert that announces somebody who is still on the way: their case ends it. */
export function stillExpected(alertId: string): RequestRefusedError {
  return new RequestRefusedError("still-expected", {
    zh: `告警 ${alertId} 所说的人仍在转来，不能作误报、测试或设备故障结束，未做任何改动。不来了由转出方取消转诊，接不了请改派，到院后它会自行结束。`,
    en: `Whom alert ${alertId} announces is still on the way: it cannot be ended as false, a test or a fault; nothing was changed. The sending house cancels the referral, the hospital names a substitute, or the arrival ends it.`,
  });
}

/** An alert on which persons wrote as much as it holds. */
export function commentsFull(alertId: string): RequestRefusedError {
  return new RequestRefusedError("comments-full", {
    zh: `告警 ${alertId} 的留言已满，这条没有写入，已有的留言都还在。请写到这位服务对象的照护记录里。`,
    en: `Alert ${alertId} takes no more comments; this one was not written, and all others are kept. Write it to the resident's care notes.`,
  });
}

/** A resolution that nobody can take back any more, or that was none of a person. */
export function tooLateToReopen(alertId: string): RequestRefusedError {
  return new RequestRefusedError("too-late", {
    zh: `告警 ${alertId} 关闭已超过 15 分钟，或由系统自动关闭，不能撤回，未做任何改动。如情况仍在，请到床边查看并留言。`,
    en: `Alert ${alertId} was closed more than 15 minutes ago, or by rule, and cannot be reopened; nothing was changed. If it goes on, look after the person and comment.`,
  });
}

/** A resolution in whose place the condition has a newer alert. */
export function superseded(alertId: string, by: string): RequestRefusedError {
  return new RequestRefusedError("superseded", {
    zh: `告警 ${alertId} 之后又有同类告警 ${by}，未做任何改动。请处理那一条。`,
    en: `Alert ${by} of the same kind was raised after ${alertId}; nothing was changed. Deal with that one.`,
  });
}

/** An alert of a kind that may not be silent. */
export function neverShelved(alertId: string): RequestRefusedError {
  return new RequestRefusedError("never-shelved", {
    zh: `告警 ${alertId} 属于跌倒、呼叫、烟雾、燃气或久未起身，不能搁置，未做任何改动。请派人到场。`,
    en: `Alert ${alertId} is a fall, an SOS call, smoke, gas or a long lie and is never shelved; nothing was changed. Send somebody there.`,
  });
}

/** An alert that others kept writing. */
export function changedByOthers(alertId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `告警 ${alertId} 正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `Alert ${alertId} is being changed by others; nothing was changed. Reload and try again.`,
  });
}

export function calledAgain(alertId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `告警 ${alertId} 刚刚又呼叫了一次，本次未做改动。请看过新的呼叫后再操作。`,
    en: `Alert ${alertId} called again just now; nothing was changed. Look at the new call first, then try again.`,
  });
}

/** A plan that others kept writing. */
export function planChangedByOthers(residentId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `服务对象 ${residentId} 的监护方案正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `The plan of resident ${residentId} is being changed by others; nothing was changed. Reload and try again.`,
  });
}

/** A device that has no certificate which could be replaced. */
export function notInService(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("not-in-service", {
    zh: `设备 ${deviceId} 已吊销或尚未入网，不能换证，未做任何改动。`,
    en: `Device ${deviceId} is revoked or has not come yet, so it has no certificate to rotate; nothing was changed.`,
  });
}

/** A device that was given new certificates again and again and used none of them. */
export function rotationUnderWay(deviceId: string, offers: number): RequestRefusedError {
  return new RequestRefusedError("rotation-under-way", {
    zh: `设备 ${deviceId} 已有 ${offers} 张新证书尚未使用，未再签发。请检查设备是否收到新证书，或等它们一周后失效。`,
    en: `Device ${deviceId} has ${offers} new certificates that it has not used; none was added. See whether they reach the device, or wait a week until they end.`,
  });
}

/** A device that others wrote at the same time. */
export function deviceChangedByOthers(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `设备 ${deviceId} 正在被别人改动，本次未做改动。请重试。`,
    en: `Device ${deviceId} is being changed by others; nothing was changed. Try again.`,
  });
}

/** A query parameter that is well-formed but makes no sense. */
export function invalidQuery(parameter: string, expected: string, messages: Bilingual): RequestRefusedError {
  const detail = { zh: `参数 ${parameter} ${messages.zh}。`, en: `Parameter ${parameter}: ${messages.en}.` };
  return new RequestRefusedError("invalid-request", detail, [{ pointer: `#/query/${parameter}`, expected, messages }]);
}

/** A record of a resident that others wrote, before or since it was seen. */
export function residentChangedByOthers(residentId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `服务对象 ${residentId} 的资料已被别人改动，本次未做改动。请刷新后重试。`,
    en: `Somebody else changed the record of resident ${residentId}; nothing was changed. Reload and try again.`,
  });
}

/** Somebody whose care has ended. */
export function noLongerInCare(residentId: string): RequestRefusedError {
  return new RequestRefusedError("discharged", {
    zh: `服务对象 ${residentId} 已结束照护，资料只能查看，未做任何改动。`,
    en: `The care of resident ${residentId} has ended, so the record can only be read; nothing was changed.`,
  });
}

/** A bed in which somebody else lies. */
export function bedTaken(bedId: string): RequestRefusedError {
  return new RequestRefusedError("bed-taken", {
    zh: `床位 ${bedId} 已有人，未做任何改动。请另选床位，或先为原来的服务对象换床。`,
    en: `Bed ${bedId} is taken; nothing was changed. Choose another, or move whoever lies there first.`,
  });
}

/** Beds that cannot be given up. */
export function bedsOccupied(bedIds: readonly string[]): RequestRefusedError {
  const list = bedIds.join(", ");
  return new RequestRefusedError("bed-occupied", {
    zh: `床位 ${list} 上还有人，未做任何改动。请先换床。`,
    en: `Somebody is in bed ${list}; nothing was changed. Move them first.`,
  });
}

/** A facility that others kept writing. */
export function facilityChangedByOthers(facilityId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `机构 ${facilityId} 正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `Facility ${facilityId} is being changed by others; nothing was changed. Reload and try again.`,
  });
}

/** Alerts about the person are open, and nobody said what they were. */
export function alertsOpen(count: number): RequestRefusedError {
  return new RequestRefusedError("alerts-open", {
    zh: `还有 ${count} 条未处理的告警，未做任何改动。请先处理，或在 openAlerts 中说明结果。`,
    en: `${count} alerts are open; nothing was changed. Resolve them first, or say in openAlerts what they were.`,
  });
}

/** A device that was taken out of service for good. */
export function deviceRevoked(deviceId: string): RequestRefusedError {
  return new RequestRefusedError("not-in-service", {
    zh: `设备 ${deviceId} 已吊销，不能改派，未做任何改动。请重新入网。`,
    en: `Device ${deviceId} is revoked and cannot be given to anybody; nothing was changed. Enrol it anew.`,
  });
}

/** A note that a correction names and that is not there. */
export function unknownNote(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-note", {
    zh: `这位服务对象没有编号为 ${id} 的记录，未写入。请核对要更正的记录。`,
    en: `This resident has no note ${id}; nothing was written. Check which note is to be corrected.`,
  });
}

/** A note's id that another note has. */
export function noteExists(id: string): RequestRefusedError {
  return new RequestRefusedError("already-exists", {
    zh: `编号为 ${id} 的记录已经存在且内容不同，未写入。请换一个编号。`,
    en: `There is another note ${id} already; nothing was written. Use another id.`,
  });
}

/** A bed id or label that the facility has twice. */
export function bedTwice(what: string): RequestRefusedError {
  return new RequestRefusedError("already-exists", {
    zh: `床位“${what}”重复，未做任何改动。编号和床号在机构内须唯一。`,
    en: `There would be two beds "${what}"; nothing was changed. Ids and labels are unique within a facility.`,
  });
}

/** Somebody who may do it nowhere. */
export function notAllowed(): RequestRefusedError {
  return new RequestRefusedError("no-access", {
    zh: "这个账号没有这项权限，未做任何改动。如需开通，请联系机构负责人或系统管理员。",
    en: "This account may not do that; nothing was changed. Ask your facility's manager or an operator for it.",
  });
}

export function bornInFuture(): RequestRefusedError {
  const messages = { zh: "应为今天或更早的日期", en: "must be today or earlier" };
  const detail = {
    zh: "出生日期在未来，未登记。请更正后重试。",
    en: "The date of birth lies in the future; nothing was registered. Correct it and try again.",
  };
  return new RequestRefusedError("invalid-request", detail, [
    { pointer: "#/birthDate", expected: "date in the past", messages },
  ]);
}

/** A bed that its facility does not have. */
export function unknownBed(facilityId: string, bedId: string): RequestRefusedError {
  return new RequestRefusedError("unknown-bed", {
    zh: `机构 ${facilityId} 没有床位 ${bedId}，未做任何改动。请先在机构中登记床位。`,
    en: `Facility ${facilityId} has no bed ${bedId}; nothing was changed. Register the bed with the facility first.`,
  });
}
