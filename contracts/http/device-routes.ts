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
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Devices and their certificates: the routes, under the names of the functions that serve them. */
export const deviceRoutes = {
  "list-devices": {
    method: "GET",
    path: "/api/devices",
    parameters: noParameters,
    query: deviceQuery,
    success: 200,
    answer: deviceList,
    problems: ["unknown-facility", "unknown-resident"],
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
} as const satisfies Record<string, Route>;
