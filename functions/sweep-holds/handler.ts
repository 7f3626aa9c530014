import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepHolds } from "./sweep-holds.ts";

export const create = lambda("sweep-holds", tick, sweepHolds);
export const handler = create(cloudDeps("sweep-holds", { live: cloudLive, timer: cloudTimer }));
