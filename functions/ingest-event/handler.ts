import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { urgentMessage } from "../shell/triggers.ts";
import { ingestEvent } from "./ingest-event.ts";

export const create = lambda("ingest-event", urgentMessage, ingestEvent);
export const handler = create(cloudDeps("ingest-event", { timer: cloudTimer, live: cloudLive }));
