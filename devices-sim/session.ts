import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { day, type EpochMs, second } from "../domain/model/time.ts";
import { deviceUrlOf, findBox, readBoxClock, SimulatorError } from "./box.ts";
import { CarerRounds } from "./carer.ts";
import type { County, SimulatedCounty, SimulatedDevice } from "./county/county.ts";
import { planCounty } from "./county/people.ts";
import { KeyFolder } from "./key-folder.ts";
import { connectDevices, type MqttTransportOptions } from "./mqtt-transport.ts";
import type { SimOptions } from "./options.ts";
import { BoxTime, chooseMode, describeMode, historyClock, type Mode } from "./pace.ts";
import { registerCounty, retireDevices } from "./register.ts";
import { loadRecording } from "./replay/load-recording.ts";
import type { Recording } from "./replay/recording.ts";
import { replay } from "./replay/replay.ts";
import { runSource, sayGoodbye, summaryOf } from "./run.ts";
import { simulate } from "./simulation.ts";
import type { Cadence, Source } from "./source.ts";
import { parseStory, StoryError, stepsLeftOut } from "./story/parse-story.ts";
import type { Story } from "./story/schema.ts";
import { type Transport, type TransportCounts, unconfirmed } from "./transport.ts";
import { noTruthLog, openTruthFile } from "./truth.ts";

const root = join(import.meta.dirname, "..");
const correctClockEveryMs = 10_000;
const repeatStatusEveryMs = 120_000;
const mostUnderWay = 2_000;

/** One run of `npm run sim`: finds the box, registers, connects, runs to the end or the signal, says goodbye. */
export async function runSession(options: SimOptions, signal: AbortSignal, log: (line: string) => void): Promise<void> {
  const box = findBox({ ...options, root });
  const url = deviceUrlOf(box, options.connections);
  const boxTime = new BoxTime(await readBoxClock(box));
  const mode = chooseMode(options.speed, (await readBoxClock(box)).speed);
  const cast = await makeCast(options, boxTime.now());
  log(`box ${box.http}, ${describeMode(mode, options)}`);

  for (const line of cast.stepsLeftOut) log(line);
  const keys = new KeyFolder(options.keys ?? box.keyFolder);
  const { devices, credentials } = await registerCounty(box, cast.county, keys, options.connections);
  const { people, facilities } = cast.county;
  log(`registered ${people.length} residents in ${facilities.length} facilities, ${devices.length} devices`);
  let onCommand: MqttTransportOptions["onCommand"] = () => undefined;
  const transport = await connectDevices({
    url,
    ...(options.ca === undefined ? {} : { caPem: readCa(options.ca) }),
    basicIngest: options.basicIngest === true,
    credentials,
    mostUnderWay,
    log,
    onCommand: (deviceId, command) => onCommand?.(deviceId, command),
  });
  await refuseIfNobodyConnects(transport, url);

  const clock = mode.kind === "live" ? boxTime : historyClock(boxTime, options);
  const start = "start" in clock ? clock.start : clock.now();
  const until = start + Math.round(options.days * day);
  const source = cast.begin(devices, start, cadenceFor(mode, options.speed));
  onCommand = (deviceId, command) => source.hear(deviceId, command, clock.now());
  const truth = await openTruth(options, { mode: mode.kind, start, until, leftOut: cast.leftOut });
  const correcting = setInterval(() => {
    readBoxClock(box).then(
      (now) => boxTime.correct(now),
      () => undefined,
    );
  }, correctClockEveryMs);
  // While the past is told, the devices are there all the same.
  const repeating =
    mode.kind === "history" ? setInterval(() => transport.repeatStatus(), repeatStatusEveryMs) : undefined;
  const carer = CarerRounds.begin(box, cast.story, cast.county, log);
  const run = { source, transport, truth, clock, until, signal, log };
  try {
    let counts = await runSource(run);
    if (options.follow && mode.kind === "history" && !signal.aborted) {
      log("history has caught up with now; going on live");
      source.setCadence("live");
      counts = await runSource({ ...run, clock: boxTime, until: Number.POSITIVE_INFINITY });
    }
    const { connected } = transport.counts();
    await sayGoodbye(run, counts.endedAt, 3_000);
    log(`${signal.aborted ? "stopped" : "done"}: ${summaryOf({ ...transport.counts(), connected }, counts)}`);
    if (options.retire === true) {
      await retireDevices(box, devices);
      log(`${devices.length} devices taken out of service`);
    } else log("the devices stay in service, so they will count as silent; --retire takes them out at the end");
    const missing = unconfirmed(transport.counts());
    if (missing > 0) throw new SimulatorError(describeMissing(missing, { ...transport.counts(), connected }, url));
  } finally {
    clearInterval(correcting);
    clearInterval(repeating);
    carer.end();
    await truth.close();
  }
}

function readCa(path: string): string {
  try {
    const pem = readFileSync(path, "utf8");
    if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  } catch (error) {
    throw new SimulatorError(`--ca ${path} cannot be read`, { cause: error });
  }
  throw new SimulatorError(`--ca ${path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)`);
}

/** Rather than simulating for days to nobody. */
async function refuseIfNobodyConnects(transport: Transport, url: string): Promise<void> {
  const { connected, trouble } = transport.counts();
  if (connected > 0) return;
  await transport.close(0);
  throw new SimulatorError(
    `no device can connect to ${url}${trouble === undefined ? "" : ` (${trouble})`}. Is that the box's own address? ` +
      "It says so when it starts; name it with --mqtts URL",
  );
}

function describeMissing(missing: number, { sent, connected, trouble }: TransportCounts, url: string): string {
  return (
    `the box has not acknowledged ${missing} of ${sent} messages, so they may be lost; ${connected} devices were ` +
    `connected at the end${trouble === undefined ? "" : `, and the last trouble was: ${trouble}`}. ` +
    `See whether the box at ${url} still runs and what it says, and run again`
  );
}

/** Who plays what: simulated people with a story, or the patients of a recording. */
interface Cast {
  readonly county: County;
  readonly story?: Story;
  readonly stepsLeftOut: readonly string[];
  readonly leftOut?: Recording["leftOut"];
  begin(devices: readonly SimulatedDevice[], start: EpochMs, cadence: Cadence): Source;
}

async function makeCast(options: SimOptions, now: EpochMs): Promise<Cast> {
  const year = new Date(now).getUTCFullYear();
  if (options.replay !== undefined) {
    if (options.story !== undefined)
      throw new SimulatorError("--story and --replay cannot go together: a recording is its own story");
    const recording = await loadRecording(options.replay, { ...options, year }, root);
    const { county, leftOut } = recording;
    return { county, leftOut, stepsLeftOut: [], begin: (devices, start) => replay(recording, devices, start) };
  }
  const county = planCounty({ prefix: `s${options.seed}`, seed: options.seed, residents: options.residents, year });
  const told: { readonly story?: Story } =
    options.story === undefined ? {} : { story: readStory(options.story, county) };
  return {
    county,
    ...told,
    stepsLeftOut: told.story === undefined ? [] : stepsLeftOut(told.story, county),
    begin: (devices, start, cadence) =>
      simulate({
        county: { ...county, devices },
        seed: options.seed,
        start,
        cadence,
        admissionRoundWithinMs: 45 * second,
        ...told,
      }),
  };
}

/** Single readings while people may watch; packs of a minute on a fast clock; half an hour at a time for history. */
function cadenceFor(mode: Mode, speed: number): Cadence {
  if (mode.kind === "history") return "bulk";
  return speed > 5 ? "packed" : "live";
}

/** Reads a story file against a county; what is wrong with it is said with line and place. */
export function readStory(file: string, county: SimulatedCounty): Story {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SimulatorError(`cannot read the story ${file}: ${(error as Error).message}`, { cause: error });
  }
  try {
    return parseStory(text, file, county);
  } catch (error) {
    if (error instanceof StoryError) throw new SimulatorError(error.message, { cause: error });
    throw error;
  }
}

async function openTruth(
  options: SimOptions,
  run: { mode: string; start: EpochMs; until: EpochMs; leftOut: Recording["leftOut"] | undefined },
) {
  if (options.truth === undefined) return noTruthLog;
  const header = { ...options, ...run, start: isoTimeOf(run.start), until: isoTimeOf(run.until) };
  try {
    return await openTruthFile(options.truth, header);
  } catch (error) {
    throw new SimulatorError(`cannot write the truth to ${options.truth}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
