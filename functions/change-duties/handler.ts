import { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeDuties } from "./change-duties.ts";

export const create = lambda("change-duties", http(dutyRoutes["change-duties"]), changeDuties);
export const handler = create(cloudDeps("change-duties", { timer: cloudTimer }));
