import { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showConsortium } from "./show-consortium.ts";

export const create = lambda("show-consortium", http(consortiumRoutes["show-consortium"]), showConsortium);
export const handler = create(cloudDeps("show-consortium", {}));
