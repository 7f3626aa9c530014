import { channelRoutes } from "../../contracts/http/channel-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudNotify } from "../shell/cloud/notify.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { sendTestMessage } from "./send-test-message.ts";

export const create = lambda("send-test-message", http(channelRoutes["send-test-message"]), sendTestMessage);
export const handler = create(cloudDeps("send-test-message", { notify: cloudNotify }));
