import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showReferral } from "./show-referral.ts";

export const create = lambda("show-referral", http(referralRoutes["show-referral"]), showReferral);
export const handler = create(cloudDeps("show-referral", {}));
