import { RequestRefusedError } from "./refusals.ts";

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
