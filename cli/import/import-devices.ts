import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DeviceView, ExpectationResult } from "../../contracts/http/devices.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { faultsIn, type Numbered, oncePerCell, soundIn } from "../../contracts/import/checked-row.ts";
import { type DeviceRow, deviceRow, deviceShape, devicesRepeated } from "../../contracts/import/device-rows.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import type { CommandContext } from "../command-context.ts";
import { resumeInto } from "../device-folder.ts";
import { CommandFailedError } from "../failure.ts";
import { fileFailure } from "../file-failure.ts";
import { call, callForAll, type Service, ServiceRefusedError } from "../service.ts";
import type { Terminal } from "../terminal.ts";
import { type CsvFault, faultsRefused, inFile, readCsv, type WordsOfFiles } from "./csv-file.ts";

interface ImportOptions {
  readonly out?: string;
  readonly expect?: boolean;
  readonly dryRun?: boolean;
}

const together = 4;
/** In one request to the list of expected devices. */
const expectedTogether = 100;

/**
 * Enrols the devices of a CSV file, each into a folder of its own, or puts them on the list of those that may claim a
 * certificate. Every row is checked before the first is sent. Interrupted or run again, it goes on where it stopped.
 */
export async function importDevices(context: CommandContext<ImportOptions>, csv: string): Promise<void> {
  const { options } = context;
  if ((options.out === undefined) === (options.expect !== true))
    throw new CommandFailedError(
      { zh: "请指明 --out DIR 或 --expect 之一", en: "say either --out DIR or --expect" },
      { kind: "usage" },
    );
  const read = devicesIn(csv);
  const { rows } = read;
  const service = await checkedAgainst(context, csv, read);
  const devices = rows.map(({ value }) => value);
  if (options.dryRun === true) {
    const messages = { zh: `${devices.length} 台设备，没有错误`, en: `${devices.length} devices, nothing wrong` };
    return context.terminal.answer({ dryRun: true, devices: devices.length }, messages);
  }
  return options.out === undefined
    ? expectAll(service, context.terminal, devices)
    : enrolAll(service, context.terminal, devices, options.out);
}

interface DeviceRows {
  readonly rows: readonly Numbered<DeviceRow>[];
  readonly faults: readonly CsvFault[];
  readonly words: WordsOfFiles;
}

function devicesIn(file: string): DeviceRows {
  const { rows: table, words } = readCsv(file, deviceShape);
  const rows = table.map(deviceRow);
  const faults = inFile(file, oncePerCell([...faultsIn(rows), ...devicesRepeated(table)]));
  return { rows: soundIn(rows), faults, words: new Map([[file, words]]) };
}

/**
 * The service, once no row is wrong by itself or by what is registered there. Faults of the file are told even when the
 * service does not answer. A device that is registered just so is left to the service to judge.
 */
async function checkedAgainst(
  context: CommandContext<object>,
  file: string,
  { rows, faults, words }: DeviceRows,
): Promise<Service> {
  let service: Service;
  let registered: readonly CsvFault[];
  try {
    ({ service } = await context.target());
    registered = await faultsByRegister(service, file, rows);
  } catch (error) {
    throw faults.length > 0 && error instanceof CommandFailedError ? faultsRefused(faults, words) : error;
  }
  if (faults.length + registered.length > 0) throw faultsRefused([...faults, ...registered], words);
  return service;
}

async function faultsByRegister(
  service: Service,
  file: string,
  rows: DeviceRows["rows"],
): Promise<readonly CsvFault[]> {
  const [residents, devices] = await Promise.all([
    callForAll<ResidentView>(service, "/api/residents"),
    callForAll<DeviceView>(service, "/api/devices"),
  ]);
  // A damaged record is there all the same.
  const inCare = new Set([...residents.items.map(({ id }) => id), ...(residents.unreadable ?? [])]);
  const known = new Map(devices.items.map((device) => [device.id, device]));
  return rows.flatMap(({ row, value: { id, kind, residentId } }) => {
    if (!inCare.has(residentId)) {
      const expected = { zh: "没有这位服务对象：应已登记", en: "must be a registered resident" };
      return [{ file, row, column: "resident", value: residentId, expected }];
    }
    const there = known.get(id);
    const isOther = there?.kind !== kind || there.residentId !== residentId;
    if (there === undefined || there.state === "revoked" || !isOther) return [];
    const expected = {
      zh: `已登记为 ${there.kind}，看护 ${there.residentId ?? "（库存）"}；请在页面上改派，或先吊销`,
      en: `is registered already, as a ${there.kind} for ${there.residentId ?? "(stock)"}; assign it on the page, or revoke it first`,
    };
    return [{ file, row, column: "id", value: id, expected }];
  });
}

async function expectAll(service: Service, terminal: Terminal, devices: readonly DeviceRow[]): Promise<void> {
  const counts = { expected: 0, unchanged: 0 };
  const refused: Refused[] = [];
  const progress = terminal.progress({ zh: "列入名单", en: "listing" }, devices.length);
  try {
    for (let from = 0; from < devices.length; from += expectedTogether) {
      const part = devices.slice(from, from + expectedTogether);
      const body = { devices: part };
      const { items } = await call<ExpectationResult>(service, "POST", "/api/devices/expected", { body });
      for (const { id, outcome, messages } of items)
        if (outcome === "refused") refused.push({ id, messages: messages ?? { zh: outcome, en: outcome } });
        else counts[outcome] += 1;
      progress.step(part.length);
    }
  } finally {
    progress.end();
  }
  finish(terminal, counts, refused, {
    zh: `${counts.expected} 台设备列入名单，可用出厂凭证领证；原已在列 ${counts.unchanged} 台，被拒绝 ${refused.length} 台`,
    en: `${counts.expected} devices may claim a certificate of their own; ${counts.unchanged} could already, refused ${refused.length}`,
  });
}

async function enrolAll(
  service: Service,
  terminal: Terminal,
  devices: readonly DeviceRow[],
  out: string,
): Promise<void> {
  // A place that cannot be written is known before the first device is.
  mkdirSync(out, { recursive: true });
  const counts = { enrolled: 0, completed: 0, there: 0 };
  const refused: Refused[] = [];
  const progress = terminal.progress({ zh: "登记设备", en: "enrolling" }, devices.length);
  let stopped: { readonly error: unknown } | undefined;
  try {
    await forEachBounded(devices, together, async (device) => {
      // What was asked for in the same moment comes to its end; nothing else is begun.
      if (stopped !== undefined) return;
      try {
        counts[await resumeInto(join(out, device.id), device, service)] += 1;
        progress.step();
      } catch (error) {
        const own = error instanceof ServiceRefusedError ? error : fileFailure(error);
        if (own === undefined) stopped ??= { error };
        // One device that is refused holds up no other.
        else refused.push({ id: device.id, messages: own.messages });
      }
    });
  } finally {
    progress.end();
  }
  if (stopped !== undefined) throw stoppedAfter(stopped.error, counts);
  finish(terminal, counts, refused, {
    zh: `登记 ${counts.enrolled} 台，补全 ${counts.completed} 台，原已完成 ${counts.there} 台，被拒绝 ${refused.length} 台；文件在 ${resolve(out)}`,
    en: `enrolled ${counts.enrolled}, completed ${counts.completed}, there already ${counts.there}, refused ${refused.length}; the files are in ${resolve(out)}`,
  });
}

/** The service went away: says how far the import came; it goes on from there when it is run again. */
function stoppedAfter(error: unknown, counts: { readonly enrolled: number; readonly completed: number }): unknown {
  if (!(error instanceof CommandFailedError)) return error;
  const { messages, kind, facts } = error;
  const done = counts.enrolled + counts.completed;
  return new CommandFailedError(
    {
      zh: `${messages.zh}\n此前已登记 ${done} 台；再次运行同一命令即可接着登记`,
      en: `${messages.en}\nenrolled before that: ${done}; run the same command again and it goes on from there`,
    },
    { kind, cause: error, facts: { ...facts, ...counts } },
  );
}

interface Refused {
  readonly id: string;
  readonly messages: Bilingual;
}

/** Answers when all went well; with anything refused the command has failed, and names each. */
function finish(
  terminal: Terminal,
  counts: Readonly<Record<string, number>>,
  refused: readonly Refused[],
  words: Bilingual,
): void {
  if (refused.length === 0) {
    terminal.answer({ ...counts, refused }, words);
    return;
  }
  const lines = (language: "zh" | "en"): string =>
    refused.map((one) => `\n  ${one.id}: ${one.messages[language].split("\n").join(" ")}`).join("");
  throw new CommandFailedError(
    { zh: words.zh + lines("zh"), en: words.en + lines("en") },
    { facts: { ...counts, refused } },
  );
}
