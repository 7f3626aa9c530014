import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { openRecordOnDuty } from "./open-record-on-duty.ts";

export const create = lambda("open-record-on-duty", http(openingRoutes["open-record-on-duty"]), openRecordOnDuty);
export const handler = create(cloudDeps("open-record-on-duty", { timer: cloudTimer }));
