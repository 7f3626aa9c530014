import { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showMyRelations } from "./show-my-relations.ts";

export const create = lambda("show-my-relations", http(joiningRoutes["show-my-relations"]), showMyRelations);
export const handler = create(cloudDeps("show-my-relations", {}));
