import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { sweepOpenings } from "./sweep-openings.ts";

export const create = lambda("sweep-openings", tick, sweepOpenings);
export const handler = create(cloudDeps("sweep-openings", { timer: cloudTimer }));
