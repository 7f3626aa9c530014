import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { openRecord } from "./open-record.ts";

export const create = lambda("open-record", http(openingRoutes["open-record"]), openRecord);
export const handler = create(cloudDeps("open-record", { timer: cloudTimer }));
