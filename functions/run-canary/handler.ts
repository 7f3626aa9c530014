import { cloudDevicePath } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { runCanary } from "./run-canary.ts";

export const create = lambda("run-canary", tick, runCanary);
export const handler = create(cloudDeps("run-canary", { devicePath: cloudDevicePath }));
