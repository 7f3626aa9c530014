import { referralPaperRoutes } from "../../contracts/http/referral-paper-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { printReferral } from "./print-referral.ts";

export const create = lambda("print-referral", http(referralPaperRoutes["print-referral"]), printReferral);
export const handler = create(cloudDeps("print-referral", {}));
