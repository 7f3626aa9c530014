import { cloudDeps } from "../shell/cloud-deps.ts";
import { lambda } from "../shell/lambda.ts";
import { timerBatch } from "../shell/triggers.ts";
import { judgeDueWatch } from "./judge-due-watch.ts";

export const create = lambda("judge-due-watch", timerBatch, judgeDueWatch);
export const handler = create(cloudDeps("judge-due-watch"));
