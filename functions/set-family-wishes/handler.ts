import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setFamilyWishes } from "./set-family-wishes.ts";

export const create = lambda("set-family-wishes", http(familyMessageRoutes["set-family-wishes"]), setFamilyWishes);
export const handler = create(cloudDeps("set-family-wishes", {}));
