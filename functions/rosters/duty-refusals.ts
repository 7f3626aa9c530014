import type { Bilingual } from "../../contracts/http/fields.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

const nothingChanged: Bilingual = { zh: "未做任何改动。", en: "Nothing was changed." };

function impossible({ zh, en }: Bilingual): RequestRefusedError {
  return new RequestRefusedError("duty-impossible", {
    zh: `${zh}${nothingChanged.zh}`,
    en: `${en} ${nothingChanged.en}`,
  });
}

/** A duty or swap that is not there, perhaps no longer. */
export function unknownDuty(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-duty", {
    zh: `没有编号为 ${id} 的班次或换班，可能已被取消。${nothingChanged.zh}请刷新值班表。`,
    en: `There is no duty or swap ${id}, perhaps no longer. ${nothingChanged.en} Reload the roster.`,
  });
}

/** Somebody who does not hold the role at the facility; whether they exist elsewhere is not told. */
export function notInRole(personId: string): RequestRefusedError {
  return new RequestRefusedError("unknown-person", {
    zh: `本机构没有担任该角色的人员 ${personId}。${nothingChanged.zh}请先在人员中授予角色。`,
    en: `Nobody ${personId} holds that role at this facility. ${nothingChanged.en} Give them the role first.`,
  });
}

/** Others changed the same duty first. */
export function rosterChangedByOthers(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `值班表刚刚被别人改动，${nothingChanged.zh}请刷新后重试。`,
    en: `Somebody else changed the roster just now. ${nothingChanged.en} Reload and try again.`,
  });
}

export const refusedDuties = {
  span: () =>
    impossible({
      zh: "班次应早于结束时间开始，且不超过 36 小时。",
      en: "A duty begins before it ends and lasts at most 36 hours.",
    }),
  overlap: () =>
    impossible({
      zh: "此人同一角色在这段时间已有班次。",
      en: "This person is on duty in that role at that time already.",
    }),
  cover: () =>
    impossible({
      zh: "替班须由另一人承担，并在原班次的时间之内。",
      en: "Cover is by another person and within the time of the duty.",
    }),
  department: () =>
    impossible({
      zh: "本机构没有这个科室，可能已被撤销。请刷新后重新选择科室，或不选科室（全院值班）。",
      en: "This facility has no such department, perhaps no longer. Reload and choose another, or none for the whole house.",
    }),
  tooMany: () =>
    impossible({
      zh: "一次改动的班次太多（班次数与人数之和最多 99），请分几次进行。",
      en: "Too many duties at once (duties and persons together are 99 at most): make it several changes.",
    }),
  samePerson: () => impossible({ zh: "不能和自己换班。", en: "Nobody swaps with themselves." }),
  otherRole: () => impossible({ zh: "只能在同一角色之间换班。", en: "Only duties in the same role are swapped." }),
  begun: () =>
    impossible({ zh: "已经开始的班次不能换，请改用替班。", en: "A duty that has begun is not swapped; use cover." }),
  notYours: () =>
    impossible({ zh: "只有本人可以提出或答复换班。", en: "Only the persons themselves propose and answer swaps." }),
  answered: () => impossible({ zh: "这次换班已有答复。", en: "This swap has been answered already." }),
} as const;
