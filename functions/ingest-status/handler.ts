import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { urgentMessage } from "../shell/triggers.ts";
import { ingestStatus } from "./ingest-status.ts";

export const create = lambda("ingest-status", urgentMessage, ingestStatus);
export const handler = create(cloudDeps("ingest-status", { timer: cloudTimer, live: cloudLive }));
