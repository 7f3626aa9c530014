import { referralPaperRoutes } from "../../contracts/http/referral-paper-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { completePapers } from "./complete-papers.ts";

export const create = lambda("complete-papers", http(referralPaperRoutes["complete-papers"]), completePapers);
export const handler = create(cloudDeps("complete-papers", { live: cloudLive }));
