import { quarantineRoutes } from "../../contracts/http/quarantine-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listQuarantine } from "./list-quarantine.ts";

export const create = lambda("list-quarantine", http(quarantineRoutes["list-quarantine"]), listQuarantine);
export const handler = create(cloudDeps("list-quarantine", {}));
