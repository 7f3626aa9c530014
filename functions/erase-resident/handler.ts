import { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudRetentionPeriods } from "../shell/cloud/retention-periods.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { eraseOnRequest } from "./erase-resident.ts";

export const create = lambda("erase-resident", http(retentionRoutes["erase-resident"]), eraseOnRequest);
export const handler = create(
  cloudDeps("erase-resident", {
    archive: cloudArchive,
    timer: cloudTimer,
    liveConnections: cloudLiveConnections,
    retentionPeriods: cloudRetentionPeriods,
  }),
);
