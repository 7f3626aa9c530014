import { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setAgreement } from "./set-agreement.ts";

export const create = lambda("set-agreement", http(consortiumRoutes["set-agreement"]), setAgreement);
export const handler = create(cloudDeps("set-agreement", {}));
