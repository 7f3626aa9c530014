import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showReferralPolicy } from "./show-referral-policy.ts";

export const create = lambda("show-referral-policy", http(referralRoutes["show-referral-policy"]), showReferralPolicy);
export const handler = create(cloudDeps("show-referral-policy", {}));
