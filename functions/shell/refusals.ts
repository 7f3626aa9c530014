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

/** A query parameter that is well-formed but makes no sense. */
export function invalidQuery(parameter: string, expected: string, messages: Bilingual): RequestRefusedError {
  const detail = { zh: `参数 ${parameter} ${messages.zh}。`, en: `Parameter ${parameter}: ${messages.en}.` };
  return new RequestRefusedError("invalid-request", detail, [{ pointer: `#/query/${parameter}`, expected, messages }]);
}

/** Somebody who may do it nowhere. */
export function notAllowed(): RequestRefusedError {
  return new RequestRefusedError("no-access", {
    zh: "这个账号没有这项权限，未做任何改动。如需开通，请联系机构负责人或系统管理员。",
    en: "This account may not do that; nothing was changed. Ask your facility's manager or an operator for it.",
  });
}
