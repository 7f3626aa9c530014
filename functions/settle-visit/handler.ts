import { cloudLive, cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudNotify } from "../shell/cloud/notify.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { settleVisits } from "./settle-visits.ts";

export const create = lambda("settle-visit", timerBatch, settleVisits);
export const handler = create(
  cloudDeps("settle-visit", {
    timer: cloudTimer,
    live: cloudLive,
    liveConnections: cloudLiveConnections,
    notify: cloudNotify,
  }),
);
