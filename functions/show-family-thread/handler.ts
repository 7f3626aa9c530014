import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamilyThread } from "./show-family-thread.ts";

export const create = lambda("show-family-thread", http(familyMessageRoutes["show-family-thread"]), showFamilyThread);
export const handler = create(cloudDeps("show-family-thread", {}));
