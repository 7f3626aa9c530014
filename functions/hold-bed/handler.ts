import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { holdBed } from "./hold-bed.ts";

export const create = lambda("hold-bed", http(bedRoutes["hold-bed"]), holdBed);
export const handler = create(cloudDeps("hold-bed", { live: cloudLive }));
