import type * as z from "zod/mini";
import type { Bilingual } from "./fields.ts";
import type { Problem } from "./problem.ts";

interface ProblemFacts {
  readonly status: number;
  readonly title: Bilingual;
}

/** Every way in which the API refuses: its stable code, its HTTP status and its title. */
export const problemCatalogue = {
  "unknown-route": { status: 404, title: { zh: "没有这个地址", en: "No such address" } },
  "unknown-facility": { status: 404, title: { zh: "没有这个机构", en: "Unknown facility" } },
  "unknown-resident": { status: 404, title: { zh: "没有这位服务对象", en: "Unknown resident" } },
  "unknown-bed": { status: 422, title: { zh: "机构里没有这张床位", en: "The facility has no such bed" } },
  "unknown-device": { status: 404, title: { zh: "没有这台设备", en: "Unknown device" } },
  "unknown-alert": { status: 404, title: { zh: "没有这条告警", en: "Unknown alert" } },
  "unknown-channel": { status: 404, title: { zh: "没有这个通知渠道", en: "Unknown channel" } },
  "no-address": { status: 422, title: { zh: "没有可用的地址", en: "There is no address" } },
  "unknown-note": { status: 422, title: { zh: "没有这条记录", en: "Unknown note" } },
  "bed-taken": { status: 409, title: { zh: "床位已有人", en: "The bed is taken" } },
  "bed-held": { status: 409, title: { zh: "床位已预留", en: "The bed is held" } },
  "under-conversion": { status: 409, title: { zh: "床位正在转换", en: "The bed is being converted" } },
  "not-held-by": { status: 409, title: { zh: "没有这个预留", en: "There is no such hold" } },
  "unknown-conversion": { status: 404, title: { zh: "没有这个床位转换", en: "Unknown conversion" } },
  "conversion-impossible": {
    status: 409,
    title: { zh: "现在不能这样转换", en: "This conversion is not possible now" },
  },
  "over-quota": { status: 409, title: { zh: "超出核定数", en: "More than the licence allows" } },
  "unknown-agreement": { status: 404, title: { zh: "没有这份协议", en: "Unknown agreement" } },
  "tree-impossible": { status: 409, title: { zh: "不能这样隶属", en: "It cannot belong there" } },
  "facility-closed": { status: 409, title: { zh: "机构已停止接收", en: "The facility takes nobody any more" } },
  "bed-occupied": { status: 409, title: { zh: "床上还有人", en: "The bed is occupied" } },
  discharged: { status: 409, title: { zh: "已出院或退住", en: "No longer in care" } },
  "alerts-open": { status: 409, title: { zh: "还有未处理的告警", en: "Alerts are still open" } },
  "unknown-person": { status: 404, title: { zh: "没有这个人", en: "Unknown person" } },
  "unknown-hand-over": { status: 404, title: { zh: "没有这次交接", en: "Unknown hand-over" } },
  "unknown-duty": { status: 404, title: { zh: "没有这个班次", en: "Unknown duty" } },
  "duty-impossible": { status: 409, title: { zh: "这样排班不行", en: "This duty is not possible" } },
  "unknown-visit": { status: 404, title: { zh: "没有这次巡诊", en: "Unknown visit" } },
  "visit-not-so": { status: 409, title: { zh: "现在不能这样做", en: "Not as the visit stands" } },
  "visit-not-yours": { status: 403, title: { zh: "不由您这一方来做", en: "Not for your side of the visit" } },
  "no-such-visit-route": { status: 409, title: { zh: "两机构间没有协议", en: "No agreement between the facilities" } },
  "unknown-referral": { status: 404, title: { zh: "没有这次转诊", en: "Unknown referral" } },
  "unknown-snapshot": { status: 404, title: { zh: "没有交接摘要", en: "No hand-over snapshot" } },
  "papers-changed": { status: 409, title: { zh: "同一项刚被别人改过", en: "Somebody changed the same meanwhile" } },
  "papers-full": { status: 409, title: { zh: "改动太多", en: "Changed too often" } },
  "referral-open": { status: 409, title: { zh: "已有进行中的转诊", en: "There is a referral already" } },
  "no-route": { status: 422, title: { zh: "没有这样的转诊协议", en: "No agreement covers this way" } },
  "step-impossible": { status: 409, title: { zh: "现在不能这样做", en: "Not possible now" } },
  "not-your-part": { status: 403, title: { zh: "这一步由另一方办理", en: "The other side's part" } },
  "unknown-invitation": { status: 404, title: { zh: "没有这份邀请", en: "Unknown invitation" } },
  "consent-not-so": { status: 409, title: { zh: "不能这样授权", en: "Not as the consent stands" } },
  "code-not-good": { status: 404, title: { zh: "邀请码不能用", en: "The code does not work" } },
  "too-young": { status: 422, title: { zh: "只限成年人", en: "Adults only" } },
  "unknown-opening": { status: 404, title: { zh: "没有这次紧急调阅", en: "Unknown opening" } },
  "not-an-emergency": { status: 409, title: { zh: "不是进行中的绿色通道", en: "No emergency under way" } },
  "not-on-duty": { status: 403, title: { zh: "现在不当班", en: "Not on duty" } },
  "not-a-picture": { status: 422, title: { zh: "不是可用的照片", en: "Not a picture" } },
  "nobody-may-see-it": { status: 409, title: { zh: "没有家属获准看照片", en: "No relative may see pictures" } },
  "unknown-picture": { status: 404, title: { zh: "没有这张照片", en: "Unknown picture" } },
  "invalid-json": { status: 400, title: { zh: "请求内容不是 JSON", en: "The request is not JSON" } },
  "invalid-request": { status: 400, title: { zh: "请求内容有误", en: "The request is not valid" } },
  "invalid-certificate-request": { status: 422, title: { zh: "证书请求无效", en: "Invalid certificate request" } },
  "unsupported-media-type": { status: 415, title: { zh: "只接受 JSON", en: "Only JSON is accepted" } },
  "payload-too-large": { status: 413, title: { zh: "请求内容过大", en: "The request is too large" } },
  "method-not-allowed": { status: 405, title: { zh: "此地址不支持这种操作", en: "Method not allowed here" } },
  "already-exists": { status: 409, title: { zh: "已经存在", en: "It exists already" } },
  "already-resolved": { status: 409, title: { zh: "告警已处理完毕", en: "The alert is already resolved" } },
  "taken-by-another": { status: 409, title: { zh: "已有人在处理", en: "Somebody else is on it" } },
  "too-late": { status: 409, title: { zh: "已过撤回时限", en: "It is too late to take it back" } },
  superseded: { status: 409, title: { zh: "已有新的同类告警", en: "A newer alert stands for it" } },
  "not-held": { status: 409, title: { zh: "还没有人接手", en: "Nobody is on it" } },
  "still-expected": { status: 409, title: { zh: "此人仍在转来", en: "They are still on the way" } },
  "comments-full": { status: 409, title: { zh: "留言已满", en: "No room for more comments" } },
  "never-shelved": { status: 409, title: { zh: "这类告警不能搁置", en: "Alerts of this kind are never shelved" } },
  "not-in-service": { status: 409, title: { zh: "设备不在使用中", en: "The device is not in service" } },
  "rotation-under-way": { status: 409, title: { zh: "换证尚未完成", en: "A rotation is under way" } },
  "version-conflict": { status: 409, title: { zh: "刚刚被别人改动", en: "Somebody else changed it first" } },
  "not-signed-in": { status: 401, title: { zh: "尚未登录", en: "Not signed in" } },
  "may-not-grant": { status: 403, title: { zh: "无权授予或收回", en: "Not yours to give or take" } },
  "last-operator": { status: 409, title: { zh: "最后一位系统管理员", en: "The last operator" } },
  "in-care": { status: 409, title: { zh: "仍在照护中", en: "Still in care" } },
  "legal-hold": { status: 409, title: { zh: "资料已封存", en: "A legal hold stands" } },
  "still-active": { status: 409, title: { zh: "账号仍在使用", en: "The account is in use" } },
  "not-confirmed": { status: 409, title: { zh: "确认内容不符", en: "Not confirmed" } },
  "no-access": { status: 403, title: { zh: "没有权限", en: "Not allowed" } },
  "forbidden-host": { status: 403, title: { zh: "只接受本机访问", en: "Only reachable from this machine" } },
  "forbidden-origin": { status: 403, title: { zh: "来源网页不被允许", en: "Origin not allowed" } },
  "too-often": { status: 429, title: { zh: "操作过于频繁", en: "Too often" } },
  internal: { status: 500, title: { zh: "系统出错", en: "Something went wrong" } },
  "audit-unavailable": {
    status: 503,
    title: { zh: "暂时无法留痕，不能显示", en: "Not shown, since it cannot be recorded" },
  },
  unavailable: { status: 503, title: { zh: "暂时无法服务", en: "Not available right now" } },
  "timed-out": { status: 504, title: { zh: "处理超时", en: "It took too long" } },
} as const satisfies Record<string, ProblemFacts>;

export type ProblemCode = keyof typeof problemCatalogue;
export const problemCodes = Object.keys(problemCatalogue) as readonly ProblemCode[];

export type Language = "zh" | "en";

/** The language to answer in: zh unless Accept-Language asks for en before any zh. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? "")
    .split(",")
    .map((range, position) => {
      const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
      const weight = Number(/q=([\d.]+)/.exec(parameters.join(";"))?.[1] ?? 1);
      return { language: tag.split("-")[0], weight, position };
    })
    .filter(({ language, weight }) => weight > 0 && (language === "zh" || language === "en"))
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  return asked[0]?.language === "en" ? "en" : "zh";
}

/** RFC 9457 problem details. `detail` says what happened, what was kept and what to do next. */
export function problemOf(
  code: ProblemCode,
  detail: Bilingual,
  language: Language,
  errors?: Problem["errors"],
  about?: string,
): Problem {
  const { status, title } = problemCatalogue[code];
  return {
    type: `urn:anhu:problem:${code}`,
    title: title[language],
    status,
    detail: detail[language],
    code,
    messages: detail,
    ...(about === undefined ? {} : { about }),
    ...(errors === undefined ? {} : { errors }),
  };
}

type Issue = z.core.$ZodIssue;

/**
 * One error per fault that a schema found: a JSON pointer to the place and what was expected there.
 *
 * `root` is the pointer of what was parsed: `#` for a body, `#/query` and `#/path` for parameters.
 */
export function errorsOfIssues(issues: readonly Issue[], root: "#" | "#/query" | "#/path" = "#"): ErrorList {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => errorAt(pointerOf(root, [...issue.path, key]), unknownField));
    return [errorAt(pointerOf(root, issue.path), expectationOf(issue))];
  });
}

type ErrorList = NonNullable<Problem["errors"]>;
/** What was expected at a place of a request: a short form for programs, and words. */
export interface Expectation extends Bilingual {
  readonly code: string;
}

const unknownField: Expectation = { code: "no-such-field", zh: "没有这个字段", en: "there is no such field" };

function errorAt(pointer: string, expectation: Expectation): ErrorList[number] {
  const { code, zh, en } = expectation;
  return { pointer, expected: code, messages: { zh, en } };
}

function pointerOf(root: string, path: readonly PropertyKey[]): string {
  return [root, ...path.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1"))].join("/");
}

function expectationOf(issue: Issue): Expectation {
  if (issue.code === "invalid_type") return typeExpected(issue.expected);
  if (issue.code === "too_small") return boundExpected(issue.origin, "≥", issue.minimum);
  if (issue.code === "too_big") return boundExpected(issue.origin, "≤", issue.maximum);
  if (issue.code === "invalid_format") return formatExpected(issue.format, issue.pattern);
  if (issue.code === "custom" && isExpectation(issue.params)) return issue.params;
  if (issue.code !== "invalid_value")
    return { code: "another form", zh: "形式不符", en: "does not have an accepted form" };
  const values = issue.values.map(String).join(", ");
  return { code: `one of ${values}`, zh: `应为以下之一：${values}`, en: `must be one of ${values}` };
}

/** A check of a schema's own says in its params what it expected. */
function isExpectation(params: unknown): params is Expectation {
  const { code, zh, en } = (params ?? {}) as Partial<Record<keyof Expectation, unknown>>;
  return [code, zh, en].every((text) => typeof text === "string");
}

const typeWords: Readonly<Record<string, string>> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "true 或 false",
  array: "列表",
  object: "对象",
  record: "对象",
};

function typeExpected(type: string): Expectation {
  return { code: type, zh: `应为${typeWords[type] ?? type}，且不可缺少`, en: `must be of type ${type} and present` };
}

function boundExpected(origin: string, sign: "≥" | "≤", bound: number | bigint): Expectation {
  if (origin === "string" && sign === "≥" && Number(bound) === 1)
    return { code: "length ≥ 1", zh: "请填写", en: "must not be empty" };
  const [zh, en] =
    origin === "string" ? ["字数", "length"] : origin === "array" ? ["个数", "number of items"] : ["数值", "value"];
  return { code: `${en} ${sign} ${bound}`, zh: `${zh}应 ${sign} ${bound}`, en: `${en} must be ${sign} ${bound}` };
}

function formatExpected(format: string, pattern: string | undefined): Expectation {
  if (format === "datetime")
    return {
      code: "date-time",
      zh: "应为带时区的 ISO 8601 时间，如 2026-11-22T02:13:00+08:00",
      en: "must be an ISO 8601 time with a zone, e.g. 2026-11-22T02:13:00+08:00",
    };
  if (format === "date") return { code: "date", zh: "应为 YYYY-MM-DD 日期", en: "must be a date, YYYY-MM-DD" };
  const form = pattern ?? format;
  return { code: form, zh: `应符合 ${form}`, en: `must match ${form}` };
}
