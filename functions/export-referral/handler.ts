import { referralPaperRoutes } from "../../contracts/http/referral-paper-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { exportReferral } from "./export-referral.ts";

export const create = lambda("export-referral", http(referralPaperRoutes["export-referral"]), exportReferral);
export const handler = create(cloudDeps("export-referral", {}));
