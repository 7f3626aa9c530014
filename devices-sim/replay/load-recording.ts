import { existsSync } from "node:fs";
import { join } from "node:path";
import { SimulatorError } from "../box.ts";
import type { Recording, RecordingChoice, RecordingName } from "./recording.ts";
import { loadSepsis2019 } from "./sepsis2019.ts";
import { loadTihm } from "./tihm.ts";

/** The folder of a recording: the one that was named, else where shared data usually lies. */
export function recordingFolder(name: RecordingName, data: string | undefined, root: string): string {
  return data ?? join(process.env.ANHU_SHARED_DATA ?? join(root, "..", "shared", "data"), name);
}

/** Reads a recording; a missing folder or file is one clear sentence. */
export async function loadRecording(name: RecordingName, choice: RecordingChoice, root: string): Promise<Recording> {
  const folder = recordingFolder(name, choice.data, root);
  if (!existsSync(folder))
    throw new SimulatorError(`there is no recording in ${folder}; name its folder with --data DIR`);
  try {
    return name === "tihm" ? await loadTihm(folder, choice) : await loadSepsis2019(folder, choice);
  } catch (error) {
    throw new SimulatorError(`cannot read the recording in ${folder}: ${(error as Error).message}`, { cause: error });
  }
}
