import { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { swapDuties } from "./swap-duties.ts";

export const create = lambda("swap-duties", http(dutyRoutes["swap-duties"]), swapDuties);
export const handler = create(cloudDeps("swap-duties", { timer: cloudTimer }));
