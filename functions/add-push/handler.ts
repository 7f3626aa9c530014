import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { addPush } from "./add-push.ts";

export const create = lambda("add-push", http(channelRoutes["add-push"]), addPush);
export const handler = create(cloudDeps("add-push", {}));
