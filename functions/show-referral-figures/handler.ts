import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showReferralFigures } from "./show-referral-figures.ts";

export const create = lambda(
  "show-referral-figures",
  http(referralRoutes["show-referral-figures"]),
  showReferralFigures,
);
export const handler = create(cloudDeps("show-referral-figures", {}));
