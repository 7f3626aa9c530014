import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { lambda } from "../shell/lambda.ts";
import { tick } from "../shell/triggers.ts";
import { endRotations } from "./end-rotations.ts";

export const create = lambda("end-rotations", tick, endRotations);
export const handler = create(cloudDeps("end-rotations", { deviceAuthority: cloudDeviceAuthority }));
