import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { cloudWatchLag, isLagFigure } from "../../../adapters/ingest-lag/cloudwatch.ts";
import type { IngestLagPort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";
import { variable, WrongEnvironmentError } from "./environment.ts";

/** What CloudWatch knows of the way of telemetry into this cell, by stream or by queue. */
export function cloudIngestLag(): IngestLagPort {
  const [figure = "", of = ""] = variable("ANHU_TELEMETRY_LAG").split("=");
  if (!isLagFigure(figure) || of === "") throw new WrongEnvironmentError("ANHU_TELEMETRY_LAG must be <figure>=<name>");
  return cloudWatchLag(new CloudWatchClient(clientSettings), { figure, of, now: () => Date.now() });
}
