import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { health } from "../contracts/http/health.ts";
import { type Page, pageAddress, wholeList } from "../contracts/http/paging.ts";
import { epochOf } from "../contracts/iso-time.ts";
import type { EpochMs } from "../domain/model/time.ts";

/** The simulation cannot go on; the message says what to do. */
export class SimulatorError extends Error {
  readonly code = "simulator";
}

/** Where a box listens, as far as it is known. */
export interface BoxAddress {
  readonly http: string;
  readonly mqtts?: string;
  readonly mqtt?: string;
  /** By which the simulator proves that it may register residents and devices. */
  readonly token?: string;
  /** Where the keys of simulated devices are kept: with the box's data if that is known, else beside tools' caches. */
  readonly keyFolder: string;
}

const addressFile = z.object({
  http: z.string(),
  mqtts: z.string(),
  mqtt: z.string().optional(),
  dataFolder: z.string().optional(),
});
type AddressFile = z.infer<typeof addressFile>;
const usual = { http: "http://127.0.0.1:8080", mqtts: "mqtts://127.0.0.1:8883", mqtt: "mqtt://127.0.0.1:1883" };

/**
 * Finds the box: `--box`, else the box started last from this checkout (`.box.json`), else the usual ports. Where its
 * devices connect is `--mqtts`, else what a box of this checkout with that HTTP address has written down; the usual ports
 * belong together, and nothing else is guessed.
 */
export function findBox(options: {
  readonly box?: string;
  readonly mqtts?: string;
  readonly token?: string;
  readonly root: string;
}): BoxAddress {
  const pointer = process.env.ANHU_BOX_POINTER ?? join(options.root, ".box.json");
  const startedLast = readAddressFile(pointer);
  const http = trimmed(options.box ?? startedLast?.http ?? usual.http);
  if (!URL.canParse(http)) throw new SimulatorError(`--box must be a URL such as ${usual.http}, got "${http}"`);
  const known = [startedLast, ...boxesBelow(join(options.root, "data"))].find(
    (file) => file !== undefined && sameHost(file.http, http),
  );
  const { mqtts, mqtt, dataFolder }: Partial<AddressFile> = known ?? (sameHost(http, usual.http) ? usual : {});
  const token = options.token ?? process.env.ANHU_TOKEN ?? (dataFolder === undefined ? undefined : tokenIn(dataFolder));
  const host = new URL(http).host.replace(/[^\w.-]/g, "_");
  return {
    http,
    ...(options.mqtts === undefined ? mqtts !== undefined && { mqtts } : { mqtts: options.mqtts }),
    ...(mqtt !== undefined && { mqtt }),
    ...(token !== undefined && { token }),
    keyFolder:
      dataFolder === undefined
        ? join(options.root, "node_modules", ".cache", "anhu-sim", host)
        : join(dataFolder, "simulated-devices"),
  };
}

/** Where devices connect; one clear sentence when that is not known. */
export function deviceUrlOf(box: BoxAddress, connections: "mtls" | "plain"): string {
  const url = connections === "plain" ? box.mqtt : box.mqtts;
  if (url !== undefined) return url;
  throw new SimulatorError(
    connections === "plain"
      ? `it is not known where the box at ${box.http} takes plain MQTT: leave --connections plain out, or name a box ` +
          "that was started from this checkout"
      : `it is not known where devices of the box at ${box.http} connect. Name it with --mqtts URL: the box says it ` +
          "when it starts (ready … mqtts://…)",
  );
}

/** What the boxes on data folders of this checkout have written down of themselves. */
function boxesBelow(folder: string): readonly AddressFile[] {
  const folders = existsSync(folder) ? [folder, ...readdirSync(folder).map((name) => join(folder, name))] : [];
  return folders.flatMap((one) => readAddressFile(join(one, "box.json")) ?? []);
}

function readAddressFile(path: string): AddressFile | undefined {
  try {
    return addressFile.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** The box's command token, as far as this account may read it. */
function tokenIn(dataFolder: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, "command-token"), "utf8").trim();
  } catch {
    return undefined;
  }
}

/** The header that a token travels in. */
export function bearer(token: string | undefined): { readonly authorization?: string } {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}

/** `localhost` and 127.0.0.1 are the same box. */
function sameHost(one: string, other: string): boolean {
  const plain = (url: string): string => trimmed(url).replace("//localhost", "//127.0.0.1");
  return plain(one) === plain(other);
}

/** The box's clock as it was asked, with the rate at which it runs. */
export interface BoxClock {
  readonly time: EpochMs;
  readonly speed: number;
}

/** A box's API, and by what the simulator may use it. */
export type BoxApi = Pick<BoxAddress, "http" | "token">;

/** Asks the box for its time. The time lags by the way back, so that nothing ever seems to come from the future. */
export async function readBoxClock(api: BoxApi): Promise<BoxClock> {
  const answer = health.safeParse(await getJson(api, "/api/health"));
  const time = answer.success ? epochOf(answer.data.time) : undefined;
  if (!answer.success || time === undefined)
    throw new SimulatorError(`${api.http}/api/health does not answer like a box of Anhu`);
  return { time, speed: answer.data.speed };
}

/** GET as JSON; an unreachable box or a refusal becomes one clear sentence. */
export async function getJson(api: BoxApi, path: string): Promise<unknown> {
  return (await ask(api, path, { headers: { "accept-language": "en" } })).body;
}

/** GET of a list that comes in pages: all of it, each page checked. */
export async function getAll<T>(
  api: BoxApi,
  path: string,
  schema: { parse(page: unknown): Page<T> },
): Promise<readonly T[]> {
  const { items } = await wholeList(async (after) => schema.parse(await getJson(api, pageAddress(path, after))));
  return items;
}

/** POST as JSON; `conflict` when the box has it already. */
export async function postJson(api: BoxApi, path: string, body?: unknown): Promise<"done" | "conflict"> {
  const { status } = await ask(
    api,
    path,
    {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": "en" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    [409],
  );
  return status === 409 ? "conflict" : "done";
}

async function ask(
  { http, token }: BoxApi,
  path: string,
  init: RequestInit & { readonly headers: Readonly<Record<string, string>> },
  expected: readonly number[] = [],
): Promise<{ status: number; body: unknown }> {
  let response: Response;
  try {
    response = await fetch(http + path, {
      ...init,
      headers: { ...init.headers, ...bearer(token) },
      signal: AbortSignal.timeout(15_000),
    });
  } catch (error) {
    throw new SimulatorError(`no box answers at ${http}. Start one with npm start, or name it with --box URL`, {
      cause: error,
    });
  }
  const body = await response.json().catch(() => undefined);
  if (response.ok || expected.includes(response.status)) return { status: response.status, body };
  const detail = z.object({ detail: z.string() }).safeParse(body).data?.detail;
  throw new SimulatorError(
    `${init.method ?? "GET"} ${http}${path} answered ${response.status}${detail === undefined ? "" : `: ${detail}`}`,
  );
}
