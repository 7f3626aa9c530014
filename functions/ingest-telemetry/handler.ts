import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { lambda } from "../shell/lambda.ts";
import { telemetryBatch } from "../shell/triggers.ts";
import { ingestTelemetry } from "./ingest-telemetry.ts";

export const create = lambda("ingest-telemetry", telemetryBatch, ingestTelemetry);
export const handler = create(cloudDeps("ingest-telemetry", { timer: cloudTimer, live: cloudLive }));
