import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { reviewOpening } from "./review-opening.ts";

export const create = lambda("review-opening", http(openingRoutes["review-opening"]), reviewOpening);
export const handler = create(cloudDeps("review-opening", {}));
