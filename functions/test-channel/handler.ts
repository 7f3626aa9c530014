import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudNotify } from "../shell/cloud/notify.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { testChannel } from "./test-channel.ts";

export const create = lambda("test-channel", http(channelRoutes["test-channel"]), testChannel);
export const handler = create(cloudDeps("test-channel", { notify: cloudNotify }));
