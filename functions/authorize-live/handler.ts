import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudIdentity } from "../shell/cloud/identity.ts";
import { lambda } from "../shell/lambda.ts";
import { authorizeLive } from "./authorize-live.ts";
import { liveConnection } from "./live-connection.ts";

export const create = lambda("authorize-live", liveConnection, authorizeLive);
export const handler = create(cloudDeps("authorize-live", { identity: cloudIdentity }));
