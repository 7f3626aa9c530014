import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setReferralPolicy } from "./set-referral-policy.ts";

export const create = lambda("set-referral-policy", http(referralRoutes["set-referral-policy"]), setReferralPolicy);
export const handler = create(cloudDeps("set-referral-policy", {}));
