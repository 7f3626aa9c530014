import { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showEscalationPolicy } from "./show-escalation-policy.ts";

export const create = lambda(
  "show-escalation-policy",
  http(escalationRoutes["show-escalation-policy"]),
  showEscalationPolicy,
);
export const handler = create(cloudDeps("show-escalation-policy", {}));
