import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudSecrets } from "../shell/cloud/notify.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setChannel } from "./set-channel.ts";

export const create = lambda("set-channel", http(channelRoutes["set-channel"]), setChannel);
export const handler = create(cloudDeps("set-channel", { secrets: cloudSecrets }));
