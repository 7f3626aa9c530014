import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod/mini";

const price = z.object({ usd: z.number(), per: z.number(), by: z.string() });
const priceNames = [
  "iotConnectionMinute",
  "iotMessage",
  "iotRule",
  "iotRuleAction",
  "kinesisShardHour",
  "kinesisPutUnit",
  "lambdaRequest",
  "lambdaGigabyteSecond",
  "dynamodbWriteUnit",
  "dynamodbReadUnit",
  "dynamodbProvisionedWriteHour",
  "dynamodbProvisionedReadHour",
  "dynamodbGigabyteMonth",
  "dynamodbBackupGigabyteMonth",
  "sqsRequest",
  "schedulerInvocation",
  "httpApiRequest",
  "s3GigabyteMonth",
  "s3Put",
  "logGigabyte",
  "customMetricMonth",
  "alarmMonth",
  "dashboardMonth",
  "kmsKeyMonth",
] as const;

export type PriceName = (typeof priceNames)[number];

/** USD for one of each. */
export type Prices = Readonly<Record<PriceName, number>>;

const file = z.object({ prices: z.record(z.enum(priceNames), price) });

/** The one list of prices: prices.yaml beside this file. */
export function readPrices(): Prices {
  const { prices } = file.parse(parse(readFileSync(new URL("prices.yaml", import.meta.url), "utf8")));
  const each = Object.entries(prices).map(([name, { usd, per }]) => [name, usd / per]);
  return Object.fromEntries(each) as Prices;
}
