import { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setLegalHold } from "./set-legal-hold.ts";

export const create = lambda("set-legal-hold", http(retentionRoutes["set-legal-hold"]), setLegalHold);
export const handler = create(cloudDeps("set-legal-hold", {}));
