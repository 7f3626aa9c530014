import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listFamilyThreads } from "./list-family-threads.ts";

export const create = lambda(
  "list-family-threads",
  http(familyMessageRoutes["list-family-threads"]),
  listFamilyThreads,
);
export const handler = create(cloudDeps("list-family-threads", {}));
