import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listReferrals } from "./list-referrals.ts";

export const create = lambda("list-referrals", http(referralRoutes["list-referrals"]), listReferrals);
export const handler = create(cloudDeps("list-referrals", {}));
