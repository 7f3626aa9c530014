import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { judgeDueWatch } from "./judge-due-watch.ts";

export const create = lambda("judge-due-watch", timerBatch, judgeDueWatch);
export const handler = create(cloudDeps("judge-due-watch", { timer: cloudTimer, live: cloudLive }));
