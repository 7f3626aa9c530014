import type * as z from "zod/mini";
import type { Bilingual } from "./http/fields.ts";

/** One fault of a cell file. */
export interface CellProblem {
  /** Dotted path, e.g. `telemetry.shards`; empty for the file as a whole. */
  readonly field: string;
  /** What stands there; undefined when nothing does. */
  readonly value: unknown;
  readonly expected: Bilingual;
  /** All of it in one line: `telemetry.shards: expected a whole number from 1 to 200, got 0`. */
  readonly messages: Bilingual;
}

/** A fault of a field, with its line. */
export function cellProblem(field: string, value: unknown, expected: Bilingual): CellProblem {
  const [zhPlace, enPlace] = field === "" ? ["文件", "the file"] : [field, field];
  const got = excerptOf(value);
  const gap = /^[\w+"]/.test(expected.zh) ? " " : "";
  const messages = {
    zh: `${zhPlace}：应为${gap}${expected.zh}，${got === undefined ? "未填写" : `实为 ${got}`}`,
    en: `${enPlace}: expected ${expected.en}, got ${got ?? "nothing"}`,
  };
  return { field, value, expected, messages };
}

/** Field → what it takes; entries of a list stand under `[]`. */
const expectations: Readonly<Record<string, Bilingual>> = {
  "": { zh: "含 name、region 等字段的 YAML 映射", en: "a YAML mapping with name, region and so on" },
  name: {
    zh: "小写字母开头、由小写字母、数字和 - 组成、至多 20 个字符的名称",
    en: "a name of at most 20 lower-case letters, digits and -, beginning with a letter",
  },
  region: { zh: "AWS 区域，如 cn-northwest-1", en: "an AWS region such as cn-northwest-1" },
  account: { zh: '加引号的 12 位账号，如 "123456789012"', en: 'an account of 12 digits in quotes, "123456789012"' },
  profile: { zh: "standard 或 economy", en: "standard or economy" },
  runtime: { zh: "nodejs24.x 或 nodejs22.x", en: "nodejs24.x or nodejs22.x" },
  signIn: { zh: "含 kind: cognito 或 kind: oidc 的映射", en: "a mapping with kind: cognito or kind: oidc" },
  "signIn.kind": { zh: "cognito 或 oidc", en: "cognito or oidc" },
  "signIn.secondFactor": { zh: "required 或 optional", en: "required or optional" },
  "signIn.issuer": { zh: "https:// 开头的签发者地址", en: "the issuer's address, beginning with https://" },
  "signIn.audience": { zh: "访问令牌中的 aud", en: "the audience (aud) of the access tokens" },
  "signIn.clientId": { zh: "签发者给网页的客户端编号", en: "the client id that the issuer gave the pages" },
  pages: { zh: "含 kind: cloudfront 或 kind: own-origin 的映射", en: "a mapping with kind: cloudfront or own-origin" },
  "pages.kind": { zh: "cloudfront 或 own-origin", en: "cloudfront or own-origin" },
  "pages.origin": {
    zh: "不带路径的 https 地址，如 https://anhu.example.cn",
    en: "an https address without a path, such as https://anhu.example.cn",
  },
  domain: { zh: "含 name 和 certificateArn 的映射", en: "a mapping with name and certificateArn" },
  "domain.name": { zh: "域名，如 anhu.example.org", en: "a domain such as anhu.example.org" },
  "domain.certificateArn": {
    zh: "us-east-1 中 ACM 证书的 ARN",
    en: "the ARN of a certificate of ACM in us-east-1",
  },
  alarms: { zh: "含 emails 的映射", en: "a mapping with emails" },
  "alarms.emails": { zh: "至多 20 个邮箱地址的列表", en: "a list of at most 20 e-mail addresses" },
  "alarms.emails[]": { zh: "邮箱地址", en: "an e-mail address" },
  retention: { zh: "含 logDays、archiveDays 的映射", en: "a mapping with logDays and archiveDays" },
  "retention.logDays": {
    zh: "1、3、5、7、14、30、60、90、120、150、180、365、400、545、731、1096 或 1827",
    en: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827",
  },
  "retention.archiveDays": { zh: "365 到 36500 的整数", en: "a whole number from 365 to 36500" },
  telemetry: {
    zh: "含 path、shards、lanes、windowSeconds 的映射",
    en: "a mapping with path, shards, lanes and windowSeconds",
  },
  "telemetry.path": { zh: "kinesis、kinesis-on-demand 或 sqs", en: "kinesis, kinesis-on-demand or sqs" },
  "telemetry.shards": { zh: "1 到 200 的整数", en: "a whole number from 1 to 200" },
  "telemetry.lanes": { zh: "1 到 10 的整数", en: "a whole number from 1 to 10" },
  "telemetry.windowSeconds": { zh: "0 到 300 的整数", en: "a whole number from 0 to 300" },
  capacity: { zh: "含 residents、tables 的映射", en: "a mapping with residents and tables" },
  "capacity.residents": {
    zh: "1 到 100000 的整数（更多请分为多个单元）",
    en: "a whole number from 1 to 100000 (beyond that, use several cells)",
  },
  "capacity.tables": { zh: "on-demand 或 provisioned", en: "on-demand or provisioned" },
};

/** The faults that the schema found, in the words of the operator. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], document: unknown): readonly CellProblem[] {
  return issues.flatMap((issue) => {
    const field = issue.path.join(".");
    const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], document);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(field, key, value));
    const known = expectations[issue.path.map(segment).join("")] ?? { zh: "另一种内容", en: "something else" };
    return [cellProblem(field, value, known)];
  });
}

function segment(key: PropertyKey, position: number): string {
  if (typeof key === "number") return "[]";
  return position === 0 ? String(key) : `.${String(key)}`;
}

function unknownField(parent: string, key: string, value: unknown): CellProblem {
  const prefix = parent === "" ? "" : `${parent}.`;
  const siblings = Object.keys(expectations)
    .filter((field) => field.startsWith(prefix) && /^\w+$/.test(field.slice(prefix.length)))
    .map((field) => field.slice(prefix.length));
  return cellProblem(`${prefix}${key}`, (value as Record<string, unknown>)[key], {
    zh: `不填（没有这个字段；有 ${siblings.join("、")}）`,
    en: `nothing (there is no such field; there are ${siblings.join(", ")})`,
  });
}

/** On one line and short; a mapping is not opened. */
function excerptOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
