import { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { cloudAccounts } from "../shell/cloud/accounts.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudRetentionPeriods } from "../shell/cloud/retention-periods.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { erasePersonOnRequest } from "./erase-person.ts";

export const create = lambda("erase-person", http(retentionRoutes["erase-person"]), erasePersonOnRequest);
export const handler = create(
  cloudDeps("erase-person", {
    archive: cloudArchive,
    timer: cloudTimer,
    liveConnections: cloudLiveConnections,
    accounts: cloudAccounts,
    retentionPeriods: cloudRetentionPeriods,
  }),
);
