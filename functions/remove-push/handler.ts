import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { removePush } from "./remove-push.ts";

export const create = lambda("remove-push", http(channelRoutes["remove-push"]), removePush);
export const handler = create(cloudDeps("remove-push", {}));
