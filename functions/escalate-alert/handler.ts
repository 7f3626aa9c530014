import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { escalateAlert } from "./escalate-alert.ts";

export const create = lambda("escalate-alert", timerBatch, escalateAlert);
export const handler = create(cloudDeps("escalate-alert", { timer: cloudTimer, live: cloudLive }));
