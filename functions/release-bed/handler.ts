import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { releaseBed } from "./release-bed.ts";

export const create = lambda("release-bed", http(bedRoutes["release-bed"]), releaseBed);
export const handler = create(cloudDeps("release-bed", { live: cloudLive }));
