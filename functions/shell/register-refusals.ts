import { RequestRefusedError } from "./refusals.ts";

/** A plan that others kept writing. */
export function planChangedByOthers(residentId: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `服务对象 ${residentId} 的监护方案正在被别人改动，本次未做改动。请刷新后重试。`,
    en: `The plan of resident ${residentId} is being changed by others; nothing was changed. Reload and try again.`,
  });
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

/** Nobody comes into the care of a house that takes nobody any more; who is there stays, and moves within it. */
export function facilityClosed({ name }: { readonly name: string }): RequestRefusedError {
  return new RequestRefusedError("facility-closed", {
    zh: `${name}已停止接收，未做任何改动。请选择其他机构，或先恢复接收。`,
    en: `${name} takes nobody any more; nothing was changed. Choose another facility, or open it again first.`,
  });
}

/** A bed that its facility does not have. */
export function unknownBed(facilityId: string, bedId: string): RequestRefusedError {
  return new RequestRefusedError("unknown-bed", {
    zh: `机构 ${facilityId} 没有床位 ${bedId}，未做任何改动。请先在机构中登记床位。`,
    en: `Facility ${facilityId} has no bed ${bedId}; nothing was changed. Register the bed with the facility first.`,
  });
}
