import { lookRoutes } from "../../contracts/http/look-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showLooks } from "./show-looks.ts";

export const create = lambda("show-looks", http(lookRoutes["show-looks"]), showLooks);
export const handler = create(cloudDeps("show-looks", {}));
