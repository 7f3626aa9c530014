import { escalationRoutes } from "../../contracts/http/escalation-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setEscalationPolicy } from "./set-escalation-policy.ts";

export const create = lambda(
  "set-escalation-policy",
  http(escalationRoutes["set-escalation-policy"]),
  setEscalationPolicy,
);
export const handler = create(cloudDeps("set-escalation-policy", {}));
