import { searchRoutes } from "../../contracts/http/search-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { search } from "./search.ts";

export const create = lambda("search", http(searchRoutes.search), search);
export const handler = create(cloudDeps("search", {}));
