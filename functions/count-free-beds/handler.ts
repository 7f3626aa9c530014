import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { countFreeBeds } from "./count-free-beds.ts";

export const create = lambda("count-free-beds", http(bedRoutes["count-free-beds"]), countFreeBeds);
export const handler = create(cloudDeps("count-free-beds", {}));
