import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { judgeDueReferral } from "./judge-due-referral.ts";

export const create = lambda("judge-due-referral", timerBatch, judgeDueReferral);
export const handler = create(cloudDeps("judge-due-referral", { live: cloudLive, timer: cloudTimer }));
