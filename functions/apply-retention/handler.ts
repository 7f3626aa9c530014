import { cloudAccounts } from "../shell/cloud/accounts.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudRetentionPeriods } from "../shell/cloud/retention-periods.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { applyRetention, retentionTick } from "./apply-retention.ts";

export const create = lambda("apply-retention", retentionTick, applyRetention);
export const handler = create(
  cloudDeps("apply-retention", {
    archive: cloudArchive,
    timer: cloudTimer,
    liveConnections: cloudLiveConnections,
    accounts: cloudAccounts,
    retentionPeriods: cloudRetentionPeriods,
  }),
);
