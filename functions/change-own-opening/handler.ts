import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeOwnOpening } from "./change-own-opening.ts";

export const create = lambda("change-own-opening", http(openingRoutes["change-own-opening"]), changeOwnOpening);
export const handler = create(cloudDeps("change-own-opening", { timer: cloudTimer }));
