import { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { endAgreement } from "./end-agreement.ts";

export const create = lambda("end-agreement", http(consortiumRoutes["end-agreement"]), endAgreement);
export const handler = create(cloudDeps("end-agreement", {}));
