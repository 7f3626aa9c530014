import { recordCopyRoutes } from "../../contracts/http/record-copy-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { printRecord } from "./print-record.ts";

export const create = lambda("print-record", http(recordCopyRoutes["print-record"]), printRecord);
export const handler = create(cloudDeps("print-record", {}));
