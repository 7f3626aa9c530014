import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepEscalations } from "./sweep-escalations.ts";

export const create = lambda("sweep-escalations", tick, sweepEscalations);
export const handler = create(cloudDeps("sweep-escalations", { timer: cloudTimer, live: cloudLive }));
