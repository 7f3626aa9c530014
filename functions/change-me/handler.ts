import { meRoutes } from "../../contracts/http/me-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeMe } from "./change-me.ts";

export const create = lambda("change-me", http(meRoutes["change-me"]), changeMe);
export const handler = create(cloudDeps("change-me", {}));
