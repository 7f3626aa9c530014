import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showBedBoard } from "./show-bed-board.ts";

export const create = lambda("show-bed-board", http(bedRoutes["show-bed-board"]), showBedBoard);
export const handler = create(cloudDeps("show-bed-board", {}));
