import { routes } from "../../contracts/http/routes.ts";
import { cloudDeps } from "../shell/cloud-deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { resolveAlert } from "./resolve-alert.ts";

export const create = lambda("resolve-alert", http(routes["resolve-alert"]), resolveAlert);
export const handler = create(cloudDeps("resolve-alert"));
