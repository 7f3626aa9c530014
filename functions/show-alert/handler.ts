import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showAlert } from "./show-alert.ts";

export const create = lambda("show-alert", http(alertRoutes["show-alert"]), showAlert);
export const handler = create(cloudDeps("show-alert", {}));
