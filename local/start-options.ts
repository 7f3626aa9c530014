import { parseArgs } from "node:util";
import type { Mode } from "./data-folder.ts";

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  readonly dataFolder: string;
  readonly httpPort: number;
  readonly mqttsPort: number;
  readonly mqttPort: number;
  readonly mode?: Mode;
  readonly dynamodbEndpoint?: string;
  readonly archiveDays?: number;
  readonly speed: number;
}

export const usage = `npm start -- [options]

  --data DIR         where everything is kept            (data/demo; with --no-demo data/live)
  --http-port N      pages, API and WebSocket, loopback  (8080)
  --mqtts-port N     MQTT over TLS for devices           (8883)
  --mqtt-port N      plain MQTT, loopback                (1883)
  --demo             fill the folder with simulated residents; a new folder does so by itself
  --no-demo          no simulation: for real residents; the folder never becomes a demo again
  --dynamodb URL     keep the tables in this DynamoDB instead of SQLite
  --archive-days N   keep archived observations for N days, at least 365   (5475)
  --speed X          run the clock X times faster; for simulations only
  --help             show this

Port 0 takes any free port.`;

/** The command line cannot be understood; the message says which part. */
export class UsageError extends Error {
  readonly code = "usage";
}

const fastest = 3600;
/** As in the file of a cell. */
const leastArchiveDays = 365;
const mostArchiveDays = 36_500;

/** Reads the command line; undefined when help was asked for. */
export function readStartOptions(args: readonly string[]): StartOptions | undefined {
  const { help, demo, speed, dynamodb, data, "archive-days": archiveDays, ...ports } = parsed(args);
  if (help === true) return undefined;
  return {
    // Real and simulated residents never share a folder by accident.
    dataFolder: data ?? (demo === false ? "data/live" : "data/demo"),
    httpPort: portOf("--http-port", ports["http-port"], 8080),
    mqttsPort: portOf("--mqtts-port", ports["mqtts-port"], 8883),
    mqttPort: portOf("--mqtt-port", ports["mqtt-port"], 1883),
    speed: speedOf(speed),
    ...(archiveDays !== undefined && { archiveDays: archiveDaysOf(archiveDays) }),
    ...(demo !== undefined && { mode: demo ? ("demo" as const) : ("live" as const) }),
    ...(dynamodb !== undefined && { dynamodbEndpoint: urlOf(dynamodb) }),
  };
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean" } as const;
    return parseArgs({
      args: [...args],
      strict: true,
      allowNegative: true,
      options: {
        data: text,
        "http-port": text,
        "mqtts-port": text,
        "mqtt-port": text,
        demo: flag,
        dynamodb: text,
        "archive-days": text,
        speed: text,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function portOf(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`${option} takes a port from 0 to 65535, not "${text}"`);
  return port;
}

function speedOf(text: string | undefined): number {
  const speed = Number(text ?? 1);
  if (text !== undefined && !(speed > 0 && speed <= fastest)) {
    throw new UsageError(`--speed takes a number above 0, at most ${fastest}, not "${text}"`);
  }
  return speed;
}

function archiveDaysOf(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < leastArchiveDays || days > mostArchiveDays)
    throw new UsageError(
      `--archive-days takes whole days from ${leastArchiveDays} to ${mostArchiveDays}, not "${text}"`,
    );
  return days;
}

function urlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`--dynamodb takes an http(s) address, not "${text}"`);
  }
  return text;
}
