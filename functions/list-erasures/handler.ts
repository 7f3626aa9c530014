import { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listErasures } from "./list-erasures.ts";

export const create = lambda("list-erasures", http(retentionRoutes["list-erasures"]), listErasures);
export const handler = create(cloudDeps("list-erasures", {}));
