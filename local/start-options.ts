import { isIP } from "node:net";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { RelaySettings } from "../adapters/relay/coturn.ts";
import type { NotifyRoute } from "../domain/notify/route.ts";
import { lengthened, type RetentionPeriods } from "../domain/retention/periods.ts";
import type { BeyondLoopback } from "./box.ts";
import type { ExternalIssuer } from "./core-options.ts";
import type { Mode } from "./data-folder.ts";
import type { OwnNames } from "./loopback.ts";
import { relayOf } from "./relay-options.ts";
import { UsageError } from "./usage-error.ts";
import { operatorsRoutes } from "./watchdog/operators-routes.ts";

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  readonly dataFolder: string;
  readonly httpPort: number;
  readonly mqttsPort: number;
  readonly mqttPort: number;
  readonly mode?: Mode;
  readonly dynamodbEndpoint?: string;
  readonly archiveDays?: number;
  /** What is kept longer than law asks for. */
  readonly retentionPeriods?: RetentionPeriods;
  readonly speed: number;
  readonly beyond?: BeyondLoopback;
  readonly names?: OwnNames;
  readonly issuer?: ExternalIssuer;
  /** By what pages of a video visit reach each other. */
  readonly relay?: RelaySettings;
  /** Where operators are told that calls do not go out. */
  readonly operators?: readonly NotifyRoute[];
}

export const usage = `npm start -- [options]

  --data DIR         where everything is kept            (data/demo; with --no-demo data/live)
  --http-port N      pages, API and WebSocket, loopback  (8080)
  --mqtts-port N     MQTT over TLS for devices           (8883)
  --mqtt-port N      plain MQTT, loopback                (1883)
  --http-host HOST   serve pages and API on this address too, under TLS; 0.0.0.0 is every address
  --https-port N     their port there                    (8443)
  --tls-cert FILE    their certificate and key in PEM, read again when they change;
  --tls-key FILE     else a certificate of the box's own authority
  --public-url URL   under which people open the pages, if not under this machine's name
  --issuer URL       an OpenID Connect issuer that signs people in instead of the box,
  --audience TEXT    the audience of its access tokens, and
  --client-id TEXT   the pages' client there
  --demo             fill the folder with simulated residents; a new folder does so by itself
  --no-demo          no simulation: for real residents; the folder never becomes a demo again
  --dynamodb URL     keep the tables in this DynamoDB instead of SQLite
  --archive-days N   keep archived observations for N days, at least 365   (5475)
  --keep CLASS=TIME  keep a class of records longer than law asks for, e.g. outpatient-record=20y; may be
                     given again and again; the classes stand in docs/data-protection.md
  --operators-webhook URL   tell this WeCom or DingTalk robot, or this receiver of webhooks signed with
                     ANHU_OPERATORS_WEBHOOK_SECRET of the environment, when calls do not go out;
  --operators-mail ADDRESS   and this mailbox,
  --operators-smtp URL   by smtps://user@host:465, password in ANHU_OPERATORS_SMTP_PASSWORD
  --stun URL         where browsers of a video visit ask how they look from outside, e.g. stun:turn.example.org:3478
  --turn URL         by what their media goes when there is no other way, e.g. turn:turn.example.org:3478, with
                     coturn's shared secret in ANHU_TURN_SECRET of the environment
  --speed X          run the clock X times faster; for simulations only
  --help             show this

Port 0 takes any free port.`;

const fastest = 3600;
/** As in the file of a cell. */
const leastArchiveDays = 365;
const mostArchiveDays = 36_500;

/** Reads the command line; undefined when help was asked for. */
export function readStartOptions(args: readonly string[]): StartOptions | undefined {
  const given = parsed(args);
  const { help, demo, speed, dynamodb, data, "archive-days": archiveDays, keep, ...ports } = given;
  if (help === true) return undefined;
  const [beyond, publicUrl, issuer] = [beyondOf(given), publicUrlOf(given), issuerOf(given)];
  return {
    // Real and simulated residents never share a folder by accident.
    dataFolder: data ?? (demo === false ? "data/live" : "data/demo"),
    httpPort: portOf("--http-port", ports["http-port"], 8080),
    mqttsPort: portOf("--mqtts-port", ports["mqtts-port"], 8883),
    mqttPort: portOf("--mqtt-port", ports["mqtt-port"], 1883),
    speed: speedOf(speed),
    ...(archiveDays !== undefined && { archiveDays: archiveDaysOf(archiveDays) }),
    ...(keep !== undefined && { retentionPeriods: periodsOf(keep) }),
    ...(demo !== undefined && { mode: demo ? ("demo" as const) : ("live" as const) }),
    ...(dynamodb !== undefined && { dynamodbEndpoint: urlOf("--dynamodb", dynamodb) }),
    ...(beyond !== undefined && { beyond }),
    ...(publicUrl !== undefined && { names: { publicUrl } }),
    ...(issuer !== undefined && { issuer }),
    ...operatorsOf(given),
    ...relayOf(given, process.env),
  };
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const several = { type: "string", multiple: true } as const;
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
        "http-host": text,
        "https-port": text,
        "tls-cert": text,
        "tls-key": text,
        "public-url": text,
        issuer: text,
        audience: text,
        "client-id": text,
        demo: flag,
        dynamodb: text,
        "archive-days": text,
        keep: several,
        "operators-webhook": text,
        "operators-mail": text,
        "operators-smtp": text,
        stun: several,
        turn: several,
        speed: text,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function operatorsOf(given: ReturnType<typeof parsed>): Pick<StartOptions, "operators"> {
  const { "operators-webhook": webhook, "operators-mail": mail, "operators-smtp": smtp } = given;
  const asked = {
    ...(webhook !== undefined && { webhook }),
    ...(mail !== undefined && { mail }),
    ...(smtp !== undefined && { smtp }),
  };
  const operators = operatorsRoutes(asked, process.env);
  return operators.length === 0 ? {} : { operators };
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

/** A period that is shorter than law allows is refused before anything starts. */
function periodsOf(kept: readonly string[]): RetentionPeriods {
  const wanted = kept.map((text) => {
    const [name = "", time, ...rest] = text.split("=");
    if (time === undefined || rest.length > 0) throw new UsageError(`--keep takes CLASS=TIME, not "${text}"`);
    return [name, time] as const;
  });
  const read = lengthened(Object.fromEntries(wanted));
  if (read.kind === "periods") return read.periods;
  throw new UsageError(
    read.faults.map(({ class: name, value, en }) => `--keep ${name}=${value}: ${name} takes ${en}`).join("\n"),
  );
}

function urlOf(option: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`${option} takes an http(s) address, not "${text}"`);
  }
  return text;
}

type Given = ReturnType<typeof parsed>;

/** Beyond loopback there is nothing without TLS: whoever listens on the way would read passwords and records. */
function beyondOf(given: Given): BeyondLoopback | undefined {
  const { "http-host": host, "https-port": port, "tls-cert": certFile, "tls-key": keyFile } = given;
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new UsageError("--tls-cert and --tls-key go together: a certificate and its key");
  if (host === undefined) {
    if (port !== undefined || certFile !== undefined)
      throw new UsageError("--https-port, --tls-cert and --tls-key need --http-host: on which address to listen");
    return undefined;
  }
  if (isIP(host) === 0) throw new UsageError(`--http-host takes an IP address such as 0.0.0.0, not "${host}"`);
  return {
    host,
    port: portOf("--https-port", port, 8443),
    ...(certFile !== undefined &&
      keyFile !== undefined && { tls: { certFile: resolve(certFile), keyFile: resolve(keyFile) } }),
  };
}

function publicUrlOf({ "public-url": text }: Given): URL | undefined {
  if (text === undefined) return undefined;
  const url = new URL(urlOf("--public-url", text));
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "")
    throw new UsageError(
      `--public-url takes an address without a path, such as https://anhu.example.org, not "${text}"`,
    );
  // Over plain HTTP browsers keep no secure cookie and sign nobody in, except on loopback.
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !isLoopback)
    throw new UsageError(`--public-url takes an https address: browsers sign in nowhere else, not "${text}"`);
  return url;
}

function issuerOf({ issuer, audience, "client-id": clientId }: Given): ExternalIssuer | undefined {
  if (issuer === undefined && audience === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || audience === undefined || clientId === undefined)
    throw new UsageError("--issuer, --audience and --client-id go together");
  return { url: urlOf("--issuer", issuer), audience, clientId };
}
