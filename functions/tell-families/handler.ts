import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudNotify } from "../shell/cloud/notify.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { tellFamilies } from "./tell-families.ts";

export const create = lambda("tell-families", timerBatch, tellFamilies);
export const handler = create(cloudDeps("tell-families", { notify: cloudNotify, timer: cloudTimer }));
