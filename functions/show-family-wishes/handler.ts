import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamilyWishes } from "./show-family-wishes.ts";

export const create = lambda("show-family-wishes", http(familyMessageRoutes["show-family-wishes"]), showFamilyWishes);
export const handler = create(cloudDeps("show-family-wishes", {}));
