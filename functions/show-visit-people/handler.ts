import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showVisitPeople } from "./show-visit-people.ts";

export const create = lambda("show-visit-people", http(visitRoutes["show-visit-people"]), showVisitPeople);
export const handler = create(cloudDeps("show-visit-people", {}));
