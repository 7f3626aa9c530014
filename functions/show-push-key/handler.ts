import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudSecrets } from "../shell/cloud/notify.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showPushKey } from "./show-push-key.ts";

export const create = lambda("show-push-key", http(channelRoutes["show-push-key"]), showPushKey);
export const handler = create(cloudDeps("show-push-key", { secrets: cloudSecrets }));
