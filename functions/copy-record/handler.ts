import { recordCopyRoutes } from "../../contracts/http/record-copy-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { copyRecord } from "./copy-record.ts";

export const create = lambda("copy-record", http(recordCopyRoutes["copy-record"]), copyRecord);
export const handler = create(cloudDeps("copy-record", {}));
