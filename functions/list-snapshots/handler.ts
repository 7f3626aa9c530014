import { referralPaperRoutes } from "../../contracts/http/referral-paper-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listSnapshots } from "./list-snapshots.ts";

export const create = lambda("list-snapshots", http(referralPaperRoutes["list-snapshots"]), listSnapshots);
export const handler = create(cloudDeps("list-snapshots", {}));
