import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listChannels } from "./list-channels.ts";

export const create = lambda("list-channels", http(channelRoutes["list-channels"]), listChannels);
export const handler = create(cloudDeps("list-channels", {}));
