import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepReferrals } from "./sweep-referrals.ts";

export const create = lambda("sweep-referrals", tick, sweepReferrals);
export const handler = create(cloudDeps("sweep-referrals", { live: cloudLive, timer: cloudTimer }));
