import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepFamilies } from "./sweep-families.ts";

export const create = lambda("sweep-families", tick, sweepFamilies);
export const handler = create(cloudDeps("sweep-families", { timer: cloudTimer }));
