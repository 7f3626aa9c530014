import type { RetentionClass } from "../domain/retention/classes.ts";
import type { TableName } from "./tables.ts";

/** Where something lies: a table of both runtimes, one of the box alone, files, a log, or what others keep for us. */
export type DataPlace =
  | { readonly kind: "table"; readonly table: TableName }
  | { readonly kind: "box-table"; readonly table: "timers" | "sign-in" }
  | { readonly kind: "files"; readonly prefix: string }
  | { readonly kind: "log"; readonly name: string }
  | { readonly kind: "outside"; readonly name: string };

/**
 * What becomes of it when somebody's data are erased on request. `archive`: out of sight until the time of its class is over,
 * then deleted. `stays`: with its reason, and until its own time is over.
 */
export type ErasureEnd = "delete" | "archive" | "anonymise" | "stays";

/** One kind of record in one place. A key that is absent: it holds nothing of such people. */
export interface DataPart {
  readonly place: DataPlace;
  readonly holds: { readonly zh: string; readonly en: string };
  readonly class: RetentionClass;
  readonly resident?: ErasureEnd;
  readonly relative?: ErasureEnd;
  readonly staff?: ErasureEnd;
}

function table(name: TableName): DataPlace {
  return { kind: "table", table: name };
}

/**
 * Where everything lies that the service stores, to which class of retention it belongs, and what an erasure does with it:
 * the one table that erasing, the copy of one's own data and docs/data-map.md follow. A table that stands here nowhere fails
 * a test (tests/stores/data-map.test.ts).
 */
export const dataParts = {
  facilities: {
    place: table("facilities"),
    holds: { zh: "机构、床位、科室电话", en: "houses, beds, telephones of departments" },
    class: "house",
  },
  agreements: {
    place: table("agreements"),
    holds: { zh: "机构间协议，谁改的", en: "agreements of houses, and who changed them" },
    class: "house",
    staff: "stays",
  },
  "resident-record": {
    place: table("residents"),
    holds: {
      zh: "姓名、证件号、电话、住址、诊断、用药、联系人、意愿、出院",
      en: "name, numbers, telephone, address, diagnoses, medicines, contacts, wishes, discharge",
    },
    class: "resident-file",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  "bed-history": {
    place: table("residents"),
    holds: { zh: "谁在何时占用床位（仅编号）", en: "who had which bed when, by id" },
    class: "in-care",
    resident: "anonymise",
    staff: "stays",
  },
  changes: {
    place: table("changes"),
    holds: { zh: "资料和监护方案的每次改动", en: "every change of a record or plan" },
    class: "resident-file",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  notes: {
    place: table("notes"),
    holds: { zh: "护理记录", en: "care notes" },
    class: "resident-file",
    resident: "archive",
    staff: "stays",
  },
  alerts: {
    place: table("alerts"),
    holds: { zh: "告警、时间线、处理结果", en: "alerts, their timelines and outcomes" },
    class: "resident-file",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  handovers: {
    place: table("handovers"),
    holds: { zh: "交接班记录", en: "hand-overs of shifts" },
    class: "resident-file",
    resident: "anonymise",
    staff: "stays",
  },
  conversions: {
    place: table("conversions"),
    holds: { zh: "床位转换，同意人", en: "conversions of beds, and who agreed" },
    class: "inpatient-record",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  referrals: {
    place: table("referrals"),
    holds: { zh: "转诊病例，知情同意", en: "referrals with consent" },
    class: "outpatient-record",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  "referral-steps": {
    place: table("referral-steps"),
    holds: { zh: "转诊步骤和交接摘要", en: "steps of referrals and clinical snapshots" },
    class: "outpatient-record",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  "medical-visits": {
    place: table("visits"),
    holds: { zh: "视频巡诊、病历记录、医嘱、签名", en: "medical tele-visits with note, orders and signatures" },
    class: "outpatient-record",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  "family-calls": {
    place: table("visits"),
    holds: { zh: "家属视频通话和业务指导的经过", en: "family calls and guidance: when, who took part" },
    class: "internet-process",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  "visit-plans": {
    place: table("visits"),
    holds: { zh: "定期巡诊计划", en: "plans of visits that come again" },
    class: "in-care",
    resident: "delete",
    staff: "stays",
  },
  series: {
    place: table("series"),
    holds: { zh: "体征和传感器读数", en: "vitals and readings of sensors" },
    class: "sensor-data",
    resident: "delete",
  },
  events: {
    place: table("events"),
    holds: { zh: "设备事件（跌倒、呼叫等）", en: "events of devices: falls, calls" },
    class: "sensor-data",
    resident: "delete",
  },
  watches: {
    place: table("watches"),
    holds: { zh: "监护状态", en: "what the monitors remember" },
    class: "in-care",
    resident: "delete",
  },
  devices: {
    place: table("devices"),
    holds: { zh: "设备曾由谁使用（仅编号）", en: "who wore a device before, by id" },
    class: "in-care",
    resident: "anonymise",
  },
  people: {
    place: table("people"),
    holds: {
      zh: "账号：姓名、电话、角色、亲属关系、浏览器",
      en: "accounts: name, telephone, roles, relations, browsers",
    },
    class: "account",
    resident: "anonymise",
    relative: "delete",
    staff: "delete",
  },
  consents: {
    place: table("consents"),
    holds: { zh: "家属授权、撤回、监护证明的凭证", en: "evidence of consents, withdrawals and guardianship" },
    class: "consent-evidence",
    resident: "archive",
    relative: "stays",
    staff: "stays",
  },
  invitations: {
    place: table("invitations"),
    holds: { zh: "家属邀请码（摘要）", en: "invitations of relatives, under the hash of their code" },
    class: "passing",
    resident: "delete",
    relative: "delete",
    staff: "stays",
  },
  notifications: {
    place: table("notifications"),
    holds: { zh: "通知记录", en: "who was called for what" },
    class: "call-log",
    resident: "delete",
    relative: "delete",
    staff: "delete",
  },
  duties: {
    place: table("duties"),
    holds: { zh: "值班表和换班", en: "duties and swaps" },
    class: "call-log",
    staff: "delete",
  },
  policies: {
    place: table("policies"),
    holds: { zh: "升级方案（可点名工作人员）", en: "escalation policies, which may name staff by id" },
    class: "house",
    staff: "stays",
  },
  channels: {
    place: table("channels"),
    holds: { zh: "通知渠道及密钥", en: "channels and their secrets" },
    class: "house",
  },
  paces: {
    place: table("paces"),
    holds: { zh: "发送频次，一小时", en: "how many messages went lately; an hour" },
    class: "passing",
    relative: "stays",
    staff: "stays",
  },
  leases: {
    place: table("leases"),
    holds: { zh: "哪些机构有人在看", en: "which houses somebody watches" },
    class: "passing",
  },
  connections: {
    place: table("connections"),
    holds: { zh: "实时连接", en: "live connections" },
    class: "passing",
    relative: "delete",
    staff: "delete",
  },
  quarantine: {
    place: table("quarantine"),
    holds: { zh: "未收下的消息、死信（8 天）", en: "what was refused, and dead letters; 8 days" },
    class: "passing",
    resident: "delete",
  },
  audit: {
    place: table("audit"),
    holds: { zh: "谁看过、改过什么（仅编号）", en: "who read and changed what, by id" },
    class: "audit-trail",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
  "family-messages": {
    place: table("family-messages"),
    holds: { zh: "家属与照护团队的留言", en: "messages of families and care teams" },
    class: "family-messages",
    resident: "delete",
    relative: "delete",
    staff: "stays",
  },
  pictures: {
    place: { kind: "files", prefix: "pictures/" },
    holds: { zh: "发给家属的照片", en: "photographs sent to families" },
    class: "family-messages",
    resident: "delete",
  },
  openings: {
    place: table("break-glass"),
    holds: {
      zh: "紧急调阅：谁、为何、复核结果（仅编号）",
      en: "records opened in an emergency: who, why, what was found; by id",
    },
    class: "audit-trail",
    resident: "archive",
    staff: "stays",
  },
  "legal-holds": {
    place: table("retention"),
    holds: { zh: "封存", en: "legal holds" },
    class: "register",
    resident: "stays",
    staff: "stays",
  },
  "erasure-register": {
    place: table("retention"),
    holds: { zh: "删除登记（仅编号和数量）", en: "register of erasures: ids and counts" },
    class: "register",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
  "kept-records": {
    place: table("kept-records"),
    holds: { zh: "依法留存、不再展示的记录", en: "what law keeps of those erased, out of sight" },
    class: "kept-by-law",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
  "archived-observations": {
    place: { kind: "files", prefix: "observations/" },
    holds: { zh: "每日体征归档", en: "the archived days of vitals" },
    class: "observation-archive",
    resident: "delete",
  },
  "archive-progress": {
    place: { kind: "files", prefix: "progress/" },
    holds: { zh: "归档进度", en: "how far the archive has come" },
    class: "house",
  },
  "erasure-files": {
    place: { kind: "files", prefix: "erasures/" },
    holds: {
      zh: "删除登记的副本（用于恢复后重新删除）",
      en: "the register once more, for what comes back from a backup",
    },
    class: "register",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
  timers: {
    place: { kind: "box-table", table: "timers" },
    holds: { zh: "定时任务（编号）；云端为 SQS 和 Scheduler", en: "timers, by id; in the cloud SQS and Scheduler" },
    class: "passing",
    resident: "delete",
  },
  "sign-in": {
    place: { kind: "box-table", table: "sign-in" },
    holds: { zh: "登录名、密码摘要、第二因素、会话", en: "login, hash of the password, second factor, sessions" },
    class: "account",
    relative: "delete",
    staff: "delete",
  },
  "user-pool": {
    place: { kind: "outside", name: "Cognito user pool, or another issuer" },
    holds: { zh: "云端账号", en: "accounts in the cloud" },
    class: "account",
    relative: "delete",
    staff: "delete",
  },
  "service-log": {
    place: { kind: "log", name: "standard error of the box; CloudWatch /aws/lambda/anhu-*" },
    holds: { zh: "运行日志（编号，不含姓名）", en: "what the service did, by id and without names" },
    class: "security-log",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
  "access-log": {
    place: { kind: "log", name: "S3 access logs" },
    holds: { zh: "归档文件访问日志", en: "who read the archive's files" },
    class: "security-log",
    resident: "stays",
  },
  backups: {
    place: { kind: "outside", name: "backups: files of anhu backup, 35 days of DynamoDB, S3 versions" },
    holds: { zh: "备份；恢复时重新执行删除登记", en: "all of the above; a restore applies the register again" },
    class: "backup",
    resident: "stays",
    relative: "stays",
    staff: "stays",
  },
} as const satisfies Record<string, DataPart>;

export type DataPartName = keyof typeof dataParts;
export const dataPartNames = Object.keys(dataParts) as readonly DataPartName[];

export function dataPart(name: DataPartName): DataPart {
  return dataParts[name];
}
