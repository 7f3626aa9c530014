import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showPayers } from "./show-payers.ts";

export const create = lambda("show-payers", http(bedRoutes["show-payers"]), showPayers);
export const handler = create(cloudDeps("show-payers", {}));
