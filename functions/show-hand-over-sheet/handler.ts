import { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showHandOverSheet } from "./show-hand-over-sheet.ts";

export const create = lambda("show-hand-over-sheet", http(handOverRoutes["show-hand-over-sheet"]), showHandOverSheet);
export const handler = create(cloudDeps("show-hand-over-sheet", {}));
