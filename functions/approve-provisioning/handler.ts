import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { provisioningClaim } from "../shell/triggers.ts";
import { approveProvisioning } from "./approve-provisioning.ts";

export const create = lambda("approve-provisioning", provisioningClaim, approveProvisioning);
export const handler = create(cloudDeps("approve-provisioning", { timer: cloudTimer, live: cloudLive }));
