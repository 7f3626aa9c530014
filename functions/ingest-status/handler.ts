import { cloudDeps } from "../shell/cloud-deps.ts";
import { lambda } from "../shell/lambda.ts";
import { urgentMessage } from "../shell/triggers.ts";
import { ingestStatus } from "./ingest-status.ts";

export const create = lambda("ingest-status", urgentMessage, ingestStatus);
export const handler = create(cloudDeps("ingest-status"));
