import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudNotify } from "../shell/cloud/notify.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { sendNotifications } from "./send-notifications.ts";

export const create = lambda("send-notification", timerBatch, sendNotifications);
export const handler = create(cloudDeps("send-notification", { notify: cloudNotify, timer: cloudTimer }));
