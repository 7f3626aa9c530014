import { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { joinAsRelative } from "./join-as-relative.ts";

export const create = lambda("join-as-relative", http(joiningRoutes["join-as-relative"]), joinAsRelative);
export const handler = create(cloudDeps("join-as-relative", {}));
