import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { isoTimeOf } from "../contracts/iso-time.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { SimulatedDevice } from "./county/county.ts";
import type { Command, TruthLine } from "./source.ts";

/** Where the ground truth goes. */
export interface TruthLog {
  write(line: TruthLine): void;
  close(): Promise<void>;
}

/** One line of the truth file: ISO time first, then what, to whom, by which device, of which step. */
export function truthText(line: TruthLine): string {
  return `${JSON.stringify({ ...line, at: isoTimeOf(line.at) })}\n`;
}

/** What the ground truth says when a device has heard a command. */
export function heardLine({ id, residentId }: SimulatedDevice, command: Command, at: EpochMs): TruthLine {
  const { command: name, ...detail } = command;
  const what = name === "acknowledge" ? "acknowledged-heard" : `${name}-heard`;
  return { at, what, residentId, deviceId: id, detail };
}

/** Writes NDJSON, beginning with a header line that says how the run was started. */
export async function openTruthFile(path: string, header: Readonly<Record<string, unknown>>): Promise<TruthLog> {
  const stream: WriteStream = createWriteStream(path);
  await once(stream, "open");
  stream.write(`${JSON.stringify({ what: "header", ...header })}\n`);
  return {
    write: (line) => void stream.write(truthText(line)),
    close: () =>
      new Promise((resolve, reject) => stream.end((error?: Error | null) => (error ? reject(error) : resolve()))),
  };
}

/** For runs without `--truth`. */
export const noTruthLog: TruthLog = { write: () => undefined, close: () => Promise.resolve() };
