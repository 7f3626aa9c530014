import { readFileSync } from "node:fs";
import { join } from "node:path";
import { observationSeries } from "../contracts/http/observations.ts";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { day, type EpochMs, second } from "../domain/model/time.ts";
import { type BoxApi, deviceUrlOf, findBox, getJson, readBoxClock } from "./box.ts";
import { CarerRounds } from "./carer.ts";
import { registerConsortium } from "./consortium.ts";
import type { SimulatedCounty } from "./county/county.ts";
import { planCounty } from "./county/people.ts";
import { planDemoVisits } from "./demo-plans.ts";
import { requestDemoVisits } from "./demo-visits.ts";
import { HospitalRounds } from "./hospital.ts";
import { KeyFolder } from "./key-folder.ts";
import { connectDevices } from "./mqtt-transport.ts";
import { BoxTime } from "./pace.ts";
import { registerCounty } from "./register.ts";
import { runSource, sayGoodbye } from "./run.ts";
import { simulate } from "./simulation.ts";
import { parseStory } from "./story/parse-story.ts";
import type { Transport } from "./transport.ts";
import { noTruthLog } from "./truth.ts";

export interface DemoOptions {
  /** HTTP address of the box. */
  readonly boxUrl: string;
  readonly mqttsUrl?: string;
  /** The box's command token; by default {@link findBox} reads it. */
  readonly token?: string;
  /** Where the devices' keys are kept, so that after a restart they are the same devices; by default {@link findBox} says. */
  readonly keyFolder?: string;
  /** Ends the demo. */
  readonly signal: AbortSignal;
  readonly log?: (line: string) => void;
}

const seed = 1;
const residents = 24;
const storyFile = join(import.meta.dirname, "stories", "demo.yaml");
const correctClockEveryMs = 10_000;
/** A box that stops does not wait long for its demo. */
const goodbyeMs = 400;
const historyMs = day;
/** Small steps with pauses, so that the page stays quick while the past is being filled in. */
const historyStepMs = 30 * 60_000;
const historyPauseMs = 120;

/**
 * What a box runs in demo mode, against itself: a small county that lives in the box's time, with somebody who goes to most
 * alerts and a hospital that takes referrals on, and on the first start the 24 hours before it. Resolves when the signal has ended it; throws when the box refuses it.
 */
export async function startDemo(options: DemoOptions): Promise<void> {
  const { signal } = options;
  const log = options.log ?? (() => undefined);
  const box = findBox({
    box: options.boxUrl,
    ...(options.mqttsUrl === undefined ? {} : { mqtts: options.mqttsUrl }),
    ...(options.token === undefined ? {} : { token: options.token }),
    root: join(import.meta.dirname, ".."),
  });
  const url = deviceUrlOf(box, "mtls");
  const clock = new BoxTime(await readBoxClock(box));
  const planned = planCounty({ prefix: "demo", seed, residents, year: new Date(clock.now()).getUTCFullYear() });
  const story = parseStory(readFileSync(storyFile, "utf8"), storyFile, planned);
  const { devices, credentials } = await registerCounty(
    box,
    planned,
    new KeyFolder(options.keyFolder ?? box.keyFolder),
    "mtls",
  );
  await registerConsortium(box, planned);
  await requestDemoVisits(box, planned, clock.now());
  await planDemoVisits(box, planned, clock.now());
  if (signal.aborted) return;
  const county = { ...planned, devices };
  const isFirstStart = !(await hasHistory(box, county, clock.now()));
  const transport = await connectDevices({ url, credentials, mostUnderWay: 500, log });

  const start = clock.now();
  const source = simulate({ county, seed, start, cadence: "live", story, admissionRoundWithinMs: 20 * second });
  const run = {
    source,
    transport,
    truth: noTruthLog,
    clock,
    until: Number.POSITIVE_INFINITY,
    signal,
    log: () => undefined,
  };
  const correcting = setInterval(() => {
    readBoxClock(box).then(
      (now) => clock.correct(now),
      () => undefined,
    );
  }, correctClockEveryMs);
  const carer = CarerRounds.begin(box, story, county, log);
  const hospital = HospitalRounds.begin(box, new Set(county.people.map(({ id }) => id)), log);
  const history = isFirstStart ? fillHistory(county, transport, start, signal) : Promise.resolve();
  try {
    const { endedAt } = await runSource(run);
    await history;
    await sayGoodbye(run, endedAt, goodbyeMs);
  } finally {
    clearInterval(correcting);
    carer.end();
    hospital.end();
  }
}

async function hasHistory(api: BoxApi, county: SimulatedCounty, now: EpochMs): Promise<boolean> {
  const range = `from=${encodeURIComponent(isoTimeOf(now - historyMs))}&to=${encodeURIComponent(isoTimeOf(now))}`;
  const answer = await getJson(api, `/api/residents/${county.people[0]?.id}/observations?${range}&resolution=1h`);
  return observationSeries.parse(answer).series.length > 0;
}

/** Publishes the day before the start, oldest first, half an hour of all devices at a time. */
async function fillHistory(
  county: SimulatedCounty,
  transport: Transport,
  start: EpochMs,
  signal: AbortSignal,
): Promise<void> {
  const past = simulate({ county, seed, start: start - historyMs, cadence: "bulk", isHistoryOnly: true });
  for (let to = start - historyMs + historyStepMs; to <= start && !signal.aborted; to += historyStepMs) {
    for (const output of past.advance(to)) if (output.kind === "message") await transport.publish(output);
    await new Promise((resolve) => setTimeout(resolve, historyPauseMs));
  }
}
