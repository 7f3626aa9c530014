import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepWatches } from "./sweep-watches.ts";

export const create = lambda("sweep-watches", tick, sweepWatches);
export const handler = create(cloudDeps("sweep-watches", { timer: cloudTimer, live: cloudLive }));
