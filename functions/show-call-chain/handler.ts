import { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showCallChain } from "./show-call-chain.ts";

export const create = lambda("show-call-chain", http(escalationRoutes["show-call-chain"]), showCallChain);
export const handler = create(cloudDeps("show-call-chain", {}));
