import { meRoutes } from "../../contracts/http/me-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showMe } from "./show-me.ts";

export const create = lambda("show-me", http(meRoutes["show-me"]), showMe);
export const handler = create(cloudDeps("show-me", {}));
