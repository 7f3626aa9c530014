import type { Bilingual } from "../../contracts/http/fields.ts";
import type { ConsentRefusal } from "../../domain/joining/judge-consent.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** Wrong, used, taken back and over are one answer: a code tells nothing until it is right. */
export function codeNotGood(): RequestRefusedError {
  return new RequestRefusedError("code-not-good", {
    zh: "这个邀请码不能用：可能输错了，或者已经用过、已撤回、过了七天。请核对，或请机构重新邀请。未做任何改动。",
    en: "This code does not work: it may be mistyped, used, taken back or older than seven days. Check it, or ask the facility for another. Nothing was changed.",
  });
}

/** Somebody tries codes. */
export function triedTooOften(): RequestRefusedError {
  return new RequestRefusedError("too-often", {
    zh: "试得太多了，请一小时后再试，或请机构重新邀请。未做任何改动。",
    en: "Too many tries: come back in an hour, or ask the facility. Nothing was changed.",
  });
}

/** A minor; nothing of what they wrote is kept. */
export function tooYoung(): RequestRefusedError {
  return new RequestRefusedError("too-young", {
    zh: "谢谢您关心家人。这里只能由年满 18 周岁的家属使用，可以请爸爸妈妈或其他成年家人加入，陪您一起看。您填写的内容没有保存。",
    en: "It is kind of you to care. Only relatives of 18 years and more can use this; ask your parents or another adult to join and look together with you. Nothing of what you wrote was kept.",
  });
}

/** Another version of the notice stands by now than the one that was read. */
export function noticeChanged(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "告知书刚刚更新，请看过新的再同意。未做任何改动。",
    en: "The notice was changed just now: read the new one first. Nothing was changed.",
  });
}

/** Somebody wrote another entry between the two meanwhile. */
export function consentChangedByOthers(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "这位家属的授权刚刚被别人改动，本次未做改动。请刷新后重试。",
    en: "Somebody else changed this relative's consent just now; nothing was changed. Reload and try again.",
  });
}

/** An id that names no invitation of the resident, or one that cannot be taken back any more. */
export function unknownInvitation(): RequestRefusedError {
  return new RequestRefusedError("unknown-invitation", {
    zh: "没有这份邀请，或者它已经用过。未做任何改动。请刷新核对。",
    en: "There is no such invitation, or it was used. Nothing was changed; reload to see.",
  });
}

/** What cannot be recorded as it stands. */
export function consentNotSo(because: ConsentRefusal | "not-for-guardians"): RequestRefusedError {
  return new RequestRefusedError("consent-not-so", words[because]);
}

const words: Readonly<Record<ConsentRefusal | "not-for-guardians", Bilingual>> = {
  "no-relation": {
    zh: "此人不是这位老人的家属，未做任何改动。",
    en: "They are no relative of this resident; nothing was changed.",
  },
  "end-not-ahead": {
    zh: "截止时间已经过去，未做任何改动。请选今后的日期。",
    en: "The end has passed; nothing was changed. Choose a date ahead.",
  },
  "no-standing-proof": {
    zh: "所写的监护人没有有效的监护证明，未做任何改动。请先核对并登记证明。",
    en: "The guardian named has no proof that stands; nothing was changed. Look at it and record it first.",
  },
  "own-consent": {
    zh: "监护人不能为自己授权，未做任何改动。监护期间本来就可以查看。",
    en: "A guardian gives no consent to themselves; nothing was changed. They see everything while their proof stands.",
  },
  "nothing-to-end": {
    zh: "没有登记过监护，未做任何改动。",
    en: "No guardianship is recorded; nothing was changed.",
  },
  "not-for-guardians": {
    zh: "这一项由机构办理，未做任何改动。请联系机构负责人。",
    en: "This is the facility's to record; nothing was changed. Ask its manager.",
  },
};
