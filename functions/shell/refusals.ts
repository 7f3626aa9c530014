import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Problem } from "../../contracts/http/problem.ts";
import type { ProblemCode } from "../../contracts/http/problems.ts";

/** A request that cannot be granted; the caller is told why, in words, by a code and where. */
export class RequestRefusedError extends Error {
  readonly code: ProblemCode;
  readonly detail: Bilingual;
  readonly errors: Problem["errors"];
  constructor(code: ProblemCode, detail: Bilingual, errors?: Problem["errors"]) {
    super(detail.en);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

const things = {
  facility: { zh: "机构", en: "facility" },
  resident: { zh: "服务对象", en: "resident" },
  device: { zh: "设备", en: "device" },
  alert: { zh: "告警", en: "alert" },
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

/** A bed that its facility does not have. */
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

export function unknownBed(facilityId: string, bedId: string): RequestRefusedError {
  return new RequestRefusedError("unknown-bed", {
    zh: `机构 ${facilityId} 没有床位 ${bedId}，未做任何改动。请先在机构中登记床位。`,
    en: `Facility ${facilityId} has no bed ${bedId}; nothing was changed. Register the bed with the facility first.`,
  });
}
