import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listTasks } from "./list-tasks.ts";

export const create = lambda("list-tasks", http(visitRoutes["list-tasks"]), listTasks);
export const handler = create(cloudDeps("list-tasks", {}));
