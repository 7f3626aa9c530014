import { noParameters } from "./fields.ts";
import { importRequest, importResult } from "./import.ts";
import type { Route } from "./route.ts";

/** Import of tables: the route, under the name of the function that serves it. */
export const importRoutes = {
  "import-register": {
    method: "POST",
    path: "/api/import",
    parameters: noParameters,
    query: noParameters,
    body: importRequest,
    success: 200,
    answer: importResult,
    problems: ["unknown-facility"],
    summary: {
      zh: "用 CSV 批量登记服务对象或设备，可先试运行",
      en: "Register residents or devices by CSV, with a dry run first",
    },
  },
} as const satisfies Record<string, Route>;
