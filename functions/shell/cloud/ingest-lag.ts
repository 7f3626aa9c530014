import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { cloudWatchLag, isLagFigure } from "../../../adapters/ingest-lag/cloudwatch.ts";
import { second } from "../../../domain/model/time.ts";
import type { IngestLagPort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";
import { variable, WrongEnvironmentError } from "./environment.ts";

/** What CloudWatch knows of the way of telemetry into this cell, by stream or by queue. */
export function cloudIngestLag(): IngestLagPort {
  const [figure = "", of = "", seconds = ""] = variable("ANHU_TELEMETRY_LAG").split("=");
  if (!isLagFigure(figure) || of === "" || !/^\d+$/.test(seconds))
    throw new WrongEnvironmentError(
      "ANHU_TELEMETRY_LAG must be <figure>=<name>=<seconds for which messages are gathered>",
    );
  const settings = { figure, of, gatheredForMs: Number(seconds) * second, now: () => Date.now() };
  return cloudWatchLag(new CloudWatchClient(clientSettings), settings);
}
