import { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { confirmHandOver } from "./confirm-hand-over.ts";

export const create = lambda("confirm-hand-over", http(handOverRoutes["confirm-hand-over"]), confirmHandOver);
export const handler = create(cloudDeps("confirm-hand-over", {}));
