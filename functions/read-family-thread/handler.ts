import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { readFamilyThread } from "./read-family-thread.ts";

export const create = lambda("read-family-thread", http(familyMessageRoutes["read-family-thread"]), readFamilyThread);
export const handler = create(cloudDeps("read-family-thread", {}));
