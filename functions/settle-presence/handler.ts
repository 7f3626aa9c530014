import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { presenceBatch } from "../shell/triggers.ts";
import { settlePresence } from "./settle-presence.ts";

export const create = lambda("settle-presence", presenceBatch, settlePresence);
export const handler = create(cloudDeps("settle-presence", { timer: cloudTimer, live: cloudLive }));
