import type * as z from "zod/mini";
import { acknowledgement, alert, alertList, alertQuery, resolution } from "./alerts.ts";
import {
  device,
  deviceList,
  deviceQuery,
  enrolled,
  enrolment,
  expectation,
  expectationResult,
  rotation,
} from "./devices.ts";
import { facility, facilityList, newFacility } from "./facilities.ts";
import { type Bilingual, idInPath, noParameters } from "./fields.ts";
import { health } from "./health.ts";
import { liveLease, liveLeaseRequest } from "./live-lease.ts";
import { planChange } from "./monitoring-plan.ts";
import { observationQuery, observationSeries } from "./observations.ts";
import type { ProblemCode } from "./problems.ts";
import { quarantineList, quarantineQuery } from "./quarantine.ts";
import { newResident, residentDetail, residentList, residentQuery } from "./residents.ts";

/** One route of the HTTP API: what goes in, what comes out, how it refuses. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: `/api/${string}`;
  readonly parameters: z.ZodMiniType;
  readonly query: z.ZodMiniType;
  /** Absent: the route takes no body. */
  readonly body?: z.ZodMiniType;
  readonly success: 200 | 201;
  readonly answer: z.ZodMiniType;
  /** Refusals of its own; {@link commonProblems} apply to every route. */
  readonly problems: readonly ProblemCode[];
  readonly summary: Bilingual;
}

/** What any route may answer. */
export const commonProblems = [
  "invalid-request",
  "forbidden-host",
  "internal",
  "unavailable",
  "timed-out",
] as const satisfies readonly ProblemCode[];

/** What any route that changes something may answer besides. */
export const changingProblems = ["forbidden-origin"] as const satisfies readonly ProblemCode[];

/** What any route with a body may answer besides. */
export const bodyProblems = [
  "invalid-json",
  "unsupported-media-type",
  "payload-too-large",
] as const satisfies readonly ProblemCode[];

/** Every route, under the name of the function that serves it; on the one box the runtime itself serves `show-health`. */
export const routes = {
  "show-health": {
    method: "GET",
    path: "/api/health",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: health,
    problems: [],
    summary: { zh: "运行状态", en: "How the service is" },
  },
  "list-facilities": {
    method: "GET",
    path: "/api/facilities",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: facilityList,
    problems: [],
    summary: { zh: "全部机构及床位", en: "All facilities with their beds" },
  },
  "register-facility": {
    method: "POST",
    path: "/api/facilities",
    parameters: noParameters,
    query: noParameters,
    body: newFacility,
    success: 201,
    answer: facility,
    problems: ["already-exists"],
    summary: { zh: "登记机构", en: "Register a facility" },
  },
  "renew-live-lease": {
    method: "POST",
    path: "/api/facilities/{id}/live-lease",
    parameters: idInPath,
    query: noParameters,
    body: liveLeaseRequest,
    success: 200,
    answer: liveLease,
    problems: ["unknown-facility"],
    summary: {
      zh: "正在看这个机构：续约期内才推送实时变化",
      en: "Somebody watches this facility: live changes are sent until the lease ends",
    },
  },
  "list-residents": {
    method: "GET",
    path: "/api/residents",
    parameters: noParameters,
    query: residentQuery,
    success: 200,
    answer: residentList,
    problems: ["unknown-facility"],
    summary: { zh: "服务对象及其最新体征、监护状态", en: "Residents with their latest vitals and monitoring state" },
  },
  "show-resident": {
    method: "GET",
    path: "/api/residents/{id}",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident"],
    summary: { zh: "一位服务对象", en: "One resident" },
  },
  "register-resident": {
    method: "POST",
    path: "/api/residents",
    parameters: noParameters,
    query: noParameters,
    body: newResident,
    success: 201,
    answer: residentDetail,
    problems: ["already-exists", "unknown-facility", "unknown-bed"],
    summary: { zh: "登记服务对象", en: "Register a resident" },
  },
  "set-monitoring-plan": {
    method: "POST",
    path: "/api/residents/{id}/plan",
    parameters: idInPath,
    query: noParameters,
    body: planChange,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident", "version-conflict"],
    summary: {
      zh: "调整监护方案（限值等），说明人和原因",
      en: "Change a resident's monitoring plan, saying who and why",
    },
  },
  "read-observations": {
    method: "GET",
    path: "/api/residents/{id}/observations",
    parameters: idInPath,
    query: observationQuery,
    success: 200,
    answer: observationSeries,
    problems: ["unknown-resident"],
    summary: { zh: "一段时间内的观测值", en: "Observations over a span of time" },
  },
  "list-alerts": {
    method: "GET",
    path: "/api/alerts",
    parameters: noParameters,
    query: alertQuery,
    success: 200,
    answer: alertList,
    problems: [],
    summary: {
      zh: "告警：未关闭的按优先级和时间，已关闭的按时间",
      en: "Alerts: open ones by priority and age, closed ones newest first",
    },
  },
  "acknowledge-alert": {
    method: "POST",
    path: "/api/alerts/{id}/acknowledge",
    parameters: idInPath,
    query: noParameters,
    body: acknowledgement,
    success: 200,
    answer: alert,
    problems: ["unknown-alert", "already-resolved", "taken-by-another", "version-conflict"],
    summary: { zh: "接手告警：我去", en: "Acknowledge an alert: I am going" },
  },
  "resolve-alert": {
    method: "POST",
    path: "/api/alerts/{id}/resolve",
    parameters: idInPath,
    query: noParameters,
    body: resolution,
    success: 200,
    answer: alert,
    problems: ["unknown-alert", "already-resolved", "version-conflict"],
    summary: { zh: "处理完毕，说明结果", en: "Resolve an alert and say what it was" },
  },
  "list-devices": {
    method: "GET",
    path: "/api/devices",
    parameters: noParameters,
    query: deviceQuery,
    success: 200,
    answer: deviceList,
    problems: [],
    summary: { zh: "设备及其连接、电量", en: "Devices with connection and battery" },
  },
  "enrol-device": {
    method: "POST",
    path: "/api/devices",
    parameters: noParameters,
    query: noParameters,
    body: enrolment,
    success: 201,
    answer: enrolled,
    problems: ["already-exists", "unknown-resident", "invalid-certificate-request"],
    summary: { zh: "设备入网并签发证书", en: "Enrol a device and certify its key" },
  },
  "expect-devices": {
    method: "POST",
    path: "/api/devices/expected",
    parameters: noParameters,
    query: noParameters,
    body: expectation,
    success: 200,
    answer: expectationResult,
    problems: [],
    summary: {
      zh: "预先登记设备：首次上线时凭序列号申领证书",
      en: "Expect devices: each may claim its certificate by its serial number when it first comes",
    },
  },
  "rotate-device": {
    method: "POST",
    path: "/api/devices/{id}/rotate",
    parameters: idInPath,
    query: noParameters,
    body: rotation,
    success: 201,
    answer: enrolled,
    problems: [
      "unknown-device",
      "not-in-service",
      "rotation-under-way",
      "version-conflict",
      "invalid-certificate-request",
    ],
    summary: {
      zh: "换证：新证书立即可用，首次使用后旧证书作废",
      en: "Rotate a certificate: the new one is valid at once, its first use voids the former",
    },
  },
  "revoke-device": {
    method: "POST",
    path: "/api/devices/{id}/revoke",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: device,
    problems: ["unknown-device"],
    summary: { zh: "吊销设备证书，立即断开", en: "Revoke a device's certificate; its connection ends at once" },
  },
  "list-quarantine": {
    method: "GET",
    path: "/api/quarantine",
    parameters: noParameters,
    query: quarantineQuery,
    success: 200,
    answer: quarantineList,
    problems: [],
    summary: { zh: "未能接收的消息及原因", en: "Messages that could not be taken in, and why" },
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export const routeNames = Object.keys(routes) as readonly RouteName[];
