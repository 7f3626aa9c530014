import type { Bilingual } from "../../contracts/http/fields.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** The resident has an open referral; `id` only where the caller may see it. */
export function referralOpen(residentId: string, id: string | undefined): RequestRefusedError {
  return new RequestRefusedError(
    "referral-open",
    {
      zh: `服务对象 ${residentId} 已有进行中的转诊${id === undefined ? "" : ` ${id}`}，没有另建。请在那次转诊上继续办理。`,
      en: `Resident ${residentId} has an open referral${id === undefined ? "" : `, ${id}`}; no other was made. Go on with that one.`,
    },
    undefined,
    id,
  );
}

/** No agreement opens this way today. */
export function noRoute(from: string, to: string | undefined): RequestRefusedError {
  const target = to === undefined ? { zh: "任何医院", en: "any hospital" } : { zh: ` ${to} `, en: to };
  return new RequestRefusedError("no-route", {
    zh: `机构 ${from} 与${target.zh}之间今天没有生效的转诊协议，未做任何改动。请先签订或延长协议。`,
    en: `No agreement that holds today opens a way from ${from} to ${target.en}; nothing was changed. Make or extend one first.`,
  });
}

/** The table does not have this step here. */
export function stepImpossible(id: string, why: "ended" | "not-now" | "not-in-this-mode"): RequestRefusedError {
  const because = {
    ended: { zh: "已经结束", en: "has ended" },
    "not-now": { zh: "还不到或已过这一步", en: "is not where this step can be taken" },
    "not-in-this-mode": {
      zh: "的方式不允许这一步：绿色通道不能拒收，只能改由其他医院接诊",
      en: "does not know this step in its mode: the green channel is never refused, another hospital takes the person instead",
    },
  }[why];
  return new RequestRefusedError("step-impossible", {
    zh: `转诊 ${id} ${because.zh}，未做任何改动。请刷新后再试。`,
    en: `Referral ${id} ${because.en}; nothing was changed. Reload and try again.`,
  });
}

/** The last step stands: it was none that can be taken back, or too long ago. */
export function notTakenBack(id: string, why: "nothing" | "too-late"): RequestRefusedError {
  if (why === "too-late")
    return new RequestRefusedError("too-late", {
      zh: `转诊 ${id} 的上一步已过可撤回的时间，未做任何改动。请按实际情况继续办理，并写备注说明。`,
      en: `It is too late to take back the last step of referral ${id}; nothing was changed. Go on from where it stands, and say so in a note.`,
    });
  return new RequestRefusedError("step-impossible", {
    zh: `转诊 ${id} 现在没有可以撤回的操作（已撤回，或之后又有新的办理），未做任何改动。请刷新后再看。`,
    en: `Referral ${id} has no step that can be taken back now: it was taken back already, or something followed. Nothing was changed; reload.`,
  });
}

/** So long a stage may not take, or it has no time at all. */
export function deadlineImpossible(pointer: string, longestMinutes: number | undefined): RequestRefusedError {
  const messages =
    longestMinutes === undefined
      ? { zh: "这个环节不计时", en: "this stage has no time" }
      : { zh: `应在 1 到 ${longestMinutes} 分钟之间`, en: `must be from 1 to ${longestMinutes} minutes` };
  const detail = {
    zh: `环节时限有误：${messages.zh}。未做任何改动。`,
    en: `Nothing was changed: a deadline ${messages.en}.`,
  };
  const expected = longestMinutes === undefined ? "no deadline" : `1–${longestMinutes}`;
  return new RequestRefusedError("invalid-request", detail, [{ pointer: `#${pointer}`, expected, messages }]);
}

/** What is said of a moment cannot be. */
export function momentImpossible(id: string, why: "impossible-time" | "full"): RequestRefusedError {
  if (why === "full")
    return new RequestRefusedError("step-impossible", {
      zh: `转诊 ${id} 记录的时间节点已满，这个没有记录，已有的都还在。请写备注。`,
      en: `Referral ${id} takes no more moments; this one was not recorded, and all others are kept. Write a note.`,
    });
  return new RequestRefusedError("step-impossible", {
    zh: `转诊 ${id} 的这个时间不可能（在将来，或早于转诊两天以上），没有记录。请核对时间。`,
    en: `Referral ${id}: this moment lies in the future, or more than two days before the case; it was not recorded. Check the time.`,
  });
}

/** Nobody came later than now, or before they left. */
export function arrivalImpossible(): RequestRefusedError {
  return impossibleTime("#/arrivedAt", "a time from the stage before until now", {
    zh: "到院时间不能在将来，也不能早于上一环节",
    en: "nobody came later than now, or before the stage that this ends",
  });
}

/** Nobody is waited for from before yesterday, or for more than a year. */
export function expectedImpossible(): RequestRefusedError {
  return impossibleTime("#/expectedAt", "a time within a year", {
    zh: "预计时间须在一天前到一年后之间",
    en: "the expected time must be from a day ago to a year ahead",
  });
}

/** Nothing is planned for a day that is over. */
export function followUpImpossible(): RequestRefusedError {
  return impossibleTime("#/change/followUps", "today or a day to come", {
    zh: "随访日期不能早于今天",
    en: "a follow-up cannot be planned for a day that is over",
  });
}

function impossibleTime(pointer: string, expected: string, messages: Bilingual): RequestRefusedError {
  const detail = {
    zh: `${messages.zh}，未做任何改动。请核对时间。`,
    en: `Nothing was changed: ${messages.en}. Check the time.`,
  };
  return new RequestRefusedError("invalid-request", detail, [{ pointer, expected, messages }]);
}

/** Their house has not this part, or they have not the role for it. */
export function notYourPart(id: string): RequestRefusedError {
  return new RequestRefusedError("not-your-part", {
    zh: `转诊 ${id} 的这一步由另一方或其他岗位办理，未做任何改动。如对方已电话确认，请填写通话对象后代为记录。`,
    en: `This step of referral ${id} is another house's or another role's; nothing was changed. Where they said it on the telephone, say with whom you spoke.`,
  });
}

/** A house that cannot come in the place of the one before it. */
export function notThere(facilityId: string): RequestRefusedError {
  const messages = {
    zh: `不能转给 ${facilityId}：须是另一家医疗机构，不能是本机构或原机构`,
    en: `not to ${facilityId}: name another hospital, neither this house nor the one they come from`,
  };
  const detail = { zh: `${messages.zh}。未做任何改动。`, en: `Nothing was changed: ${messages.en}.` };
  return new RequestRefusedError("invalid-request", detail, [
    { pointer: "#/toFacilityId", expected: "another hospital", messages },
  ]);
}

/** A step that has to say why, or where to. */
export function stepNeeds(field: "reason" | "toFacilityId" | "followUp"): RequestRefusedError {
  const messages = {
    reason: { zh: "这一步须写明原因", en: "this step needs a reason" },
    toFacilityId: { zh: "这一步须指明机构", en: "this step needs a house" },
    followUp: { zh: "请逐项勾选随访", en: "this step needs to say which follow-up" },
  }[field];
  const detail = {
    zh: `${messages.zh}，未做任何改动。`,
    en: `Nothing was changed: ${messages.en}.`,
  };
  return new RequestRefusedError("invalid-request", detail, [{ pointer: `#/${field}`, expected: field, messages }]);
}

/** The case has no snapshot of that way, or none that can be read. */
export function noSnapshot(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-snapshot", {
    zh: `转诊 ${id} 没有这一程的交接摘要，未做任何改动。出发或准备回转时会自动形成。`,
    en: `Referral ${id} has no hand-over snapshot of this way; nothing was changed. One is taken at departure, and when the person is fit to go back.`,
  });
}

/** Somebody else wrote the case since it was seen, or keeps writing it. */
export function referralChangedByOthers(id: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `转诊 ${id} 刚刚被别人改动，本次未做改动。请刷新后重试。`,
    en: `Somebody else changed referral ${id}; nothing was changed. Reload and try again.`,
  });
}

/** There is no green channel back. */
export function onlyUp(): RequestRefusedError {
  const messages = { zh: "下转不走绿色通道", en: "there is no green channel on the way down" };
  const detail = { zh: `${messages.zh}，未做任何改动。`, en: `Nothing was changed: ${messages.en}.` };
  return new RequestRefusedError("invalid-request", detail, [{ pointer: "#/mode", expected: "routine", messages }]);
}

/** An alert from which nobody is brought to a hospital. */
export function notFromThisAlert(alertId: string): RequestRefusedError {
  return new RequestRefusedError("step-impossible", {
    zh: `告警 ${alertId} 已关闭，或不是关于本人身体状况的告警，没有发起绿色通道。如情况紧急，请从本人页面发起。`,
    en: `Alert ${alertId} is closed, or is not about the person; no green channel was called. If it is urgent, call it from the person's page.`,
  });
}
