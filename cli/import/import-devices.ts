import { join, resolve } from "node:path";
import type * as z from "zod/mini";
import { type ExpectationResult, expectation } from "../../contracts/http/devices.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import type { CommandContext } from "../command-context.ts";
import { resumeInto } from "../device-folder.ts";
import { CommandFailedError } from "../failure.ts";
import { call, ServiceRefusedError } from "../service.ts";
import type { Terminal } from "../terminal.ts";
import { checkedRow, faultsIn, soundIn } from "./checked-row.ts";
import { type CsvFault, type CsvShape, faultsRefused, readCsv } from "./csv-file.ts";

interface ImportOptions {
  readonly out?: string;
  readonly expect?: boolean;
  readonly dryRun?: boolean;
}

const shape: CsvShape = {
  columns: {
    id: ["编号", "设备编号", "deviceId"],
    kind: ["类型", "设备类型"],
    resident: ["residentId", "服务对象", "服务对象编号"],
  },
  required: ["id", "kind", "resident"],
};
const deviceRow = expectation.shape.devices.def.element;
type DeviceRow = z.output<typeof deviceRow>;

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
  const devices = devicesIn(csv);
  if (options.dryRun === true) {
    const messages = { zh: `${devices.length} 台设备，没有错误`, en: `${devices.length} devices, nothing wrong` };
    return context.terminal.answer({ dryRun: true, devices: devices.length }, messages);
  }
  return options.out === undefined ? expectAll(context, devices) : enrolAll(context, devices, options.out);
}

function devicesIn(file: string): readonly DeviceRow[] {
  const rows = readCsv(file, shape).map((row) => {
    const { resident, ...plain } = row.cells;
    const body = { ...plain, ...(resident !== undefined && { residentId: resident }) };
    return checkedRow(file, row, body, deviceRow, { residentId: "resident" });
  });
  const faults = [...faultsIn(rows), ...repeatedIn(file, soundIn(rows))];
  if (faults.length > 0) throw faultsRefused(faults);
  return soundIn(rows).map(({ value }) => value);
}

function repeatedIn(file: string, rows: readonly { readonly row: number; readonly value: DeviceRow }[]): CsvFault[] {
  return rows.flatMap(({ row, value }, at) => {
    const first = rows.findIndex((other) => other.value.id === value.id);
    if (first === at) return [];
    const expected = { zh: `与第 ${rows[first]?.row} 行重复`, en: `stands in row ${rows[first]?.row} already` };
    return [{ file, row, column: "id", value: value.id, expected }];
  });
}

async function expectAll(
  { target, terminal }: CommandContext<ImportOptions>,
  devices: readonly DeviceRow[],
): Promise<void> {
  const { service } = await target();
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
  { target, terminal }: CommandContext<ImportOptions>,
  devices: readonly DeviceRow[],
  out: string,
): Promise<void> {
  const { service } = await target();
  const counts = { enrolled: 0, completed: 0, there: 0 };
  const refused: Refused[] = [];
  const progress = terminal.progress({ zh: "登记设备", en: "enrolling" }, devices.length);
  try {
    await forEachBounded(devices, together, async (device) => {
      try {
        counts[await resumeInto(join(out, device.id), device, service)] += 1;
      } catch (error) {
        // One device that is refused holds up no other.
        if (!(error instanceof ServiceRefusedError) || error.status >= 500) throw error;
        refused.push({ id: device.id, messages: error.messages });
      }
      progress.step();
    });
  } finally {
    progress.end();
  }
  finish(terminal, counts, refused, {
    zh: `登记 ${counts.enrolled} 台，补全 ${counts.completed} 台，原已完成 ${counts.there} 台，被拒绝 ${refused.length} 台；文件在 ${resolve(out)}`,
    en: `enrolled ${counts.enrolled}, completed ${counts.completed}, there already ${counts.there}, refused ${refused.length}; the files are in ${resolve(out)}`,
  });
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
