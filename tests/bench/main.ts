import { parseArgs } from "node:util";
import { measureAlertToDesk } from "./alert-to-desk.ts";
import { measureAudit } from "./audit-cpu.ts";
import { measureBundles } from "./bundles.ts";
import { measureFallToBrowser } from "./fall-to-browser.ts";
import { measureFallToCall, measureStorm } from "./fall-to-call.ts";
import { measureFamilyPaint } from "./family-paint.ts";
import { measureIngestCpu } from "./ingest-cpu.ts";
import { measurePapers } from "./paper-cpu.ts";
import { measureThroughput } from "./throughput.ts";
import { measureFrames } from "./wall-frames.ts";
import { measureWriteUnits } from "./write-units.ts";

/** `npm run bench`: each figure beside its limit, measured in the same run. Compare ratios, not absolute figures. */
const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "1000" },
    seconds: { type: "string", default: "10" },
    falls: { type: "string", default: "100" },
    only: { type: "string" },
  },
});
const isWanted = (part: string) => values.only === undefined || values.only === part;
const round = (value: number, digits = 1) => Number(value.toFixed(digits));

if (isWanted("throughput")) {
  const results = await measureThroughput(Number(values.devices), [1, 5], Number(values.seconds));
  console.log(`\nPacks per second, ${values.devices} devices over mutual TLS, stored before each PUBACK`);
  console.table(
    results.map(({ inFlight, box, bareBroker }) => ({
      "in flight per device": inFlight,
      "packs/s": Math.round(box.acknowledged / box.seconds),
      "readings/s": Math.round((box.acknowledged * box.observationsPerPack) / box.seconds),
      "PUBACK p50 ms": round(box.p50Ms),
      "PUBACK p99 ms": round(box.p99Ms),
      "bare broker packs/s": Math.round(bareBroker.acknowledged / bareBroker.seconds),
      ratio: round(box.acknowledged / box.seconds / (bareBroker.acknowledged / bareBroker.seconds), 2),
    })),
  );
}
if (isWanted("fall")) {
  const { falls, toPage, toPuback, bareRoundTrip } = await measureFallToBrowser(Number(values.falls));
  console.log(`\nFrom a fall to the staff board's page, ${falls} falls one after another`);
  console.table({
    "alert in the page": toPage,
    "PUBACK (stored and raised)": toPuback,
    "bare MQTT round trip": bareRoundTrip,
  });
}
if (isWanted("calls")) {
  const { falls, packsPerSecond, toGateway, dueToGateway, bareRoundTrip } = await measureFallToCall(
    Number(values.falls),
  );
  console.log(`\nFrom a fall to a webhook receiver, ${falls} falls under ${Math.round(packsPerSecond)} packs/s`);
  console.table({
    "fall → called": toGateway,
    "step due → called": dueToGateway,
    "bare MQTT round trip": bareRoundTrip,
  });
  const storm = await measureStorm(500);
  console.log(
    `${storm.falls} falls at once: ${storm.called} called for, ${storm.doubled} twice, all after ${round(storm.drainMs / 1000)} s`,
  );
}
if (isWanted("desk")) {
  const { falls, callToDesk, fallToDesk } = await measureAlertToDesk(Number(values.falls));
  console.log(`\nFrom an alert to the receiving desk, ${falls} falls one after another`);
  console.table({ "green channel called → desk": callToDesk, "fall → desk": fallToDesk });
}
if (isWanted("cpu")) {
  const { parseUs, decodeUs, decodeAndJudgeUs } = measureIngestCpu();
  console.log("\nCPU per reading, µs");
  console.table({
    "bare JSON.parse": { us: round(parseUs, 2), ratio: 1 },
    decode: { us: round(decodeUs, 2), ratio: round(decodeUs / parseUs) },
    "decode and judge": { us: round(decodeAndJudgeUs, 2), ratio: round(decodeAndJudgeUs / parseUs) },
  });
}
if (isWanted("papers")) {
  const papers = await measurePapers();
  const [empty] = papers;
  console.log("\nA referral's paper printed, beside an empty sheet in the same fonts");
  console.table(
    papers.map(({ paper, cpuMs, kib, gzipKib }) => ({
      paper,
      "CPU ms": round(cpuMs),
      "CPU ratio": round(cpuMs / (empty?.cpuMs ?? cpuMs)),
      KiB: round(kib),
      "KiB gzipped": round(gzipKib),
      "size ratio": round(kib / (empty?.kib ?? kib)),
    })),
  );
}
if (isWanted("units")) {
  const { packsPerDay, perResidentDay, byTable } = await measureWriteUnits();
  console.log(`\nDynamoDB write units of one resident and day: ${perResidentDay} for ${packsPerDay} packs`);
  console.table(byTable);
}
if (isWanted("bundles")) {
  console.log("\nFunctions as they are deployed, beside the same parts of the AWS SDK alone: size and time to load");
  console.table(
    measureBundles().map(({ name, kilobytes, clientsKilobytes, initMs, clientsInitMs }) => ({
      name,
      KB: Math.round(kilobytes),
      "beyond the SDK": Math.round(kilobytes - clientsKilobytes),
      "init ms": round(initMs),
      "SDK alone": round(clientsInitMs),
      ratio: round(initMs / clientsInitMs, 2),
    })),
  );
}
if (isWanted("frames")) {
  console.log(
    "\nFrames with 500 residents of whom 200 change each second while falls come and go, Chromium drawing without a graphics card",
  );
  const measured = [
    await measureFrames("/wall", Number(values.seconds)),
    await measureFrames("/board", Number(values.seconds)),
  ];
  console.table(
    measured.map(({ page, frames, longestMs, p99Ms, over50Ms, longestWorkMs }) => ({
      page,
      frames,
      "longest ms": round(longestMs),
      "p99 ms": round(p99Ms),
      "over 50 ms": over50Ms,
      "longest work, CPU ms": round(longestWorkMs),
    })),
  );
}
if (isWanted("audit")) {
  const { functions, box } = await measureAudit();
  console.log("\nThe trail of who reads and changes: CPU of a function's request, with it and without, µs");
  console.table(
    functions.map(({ engine, request, plainUs, repeatedUs, toldUs }) => ({
      engine,
      request,
      "told nothing": Math.round(plainUs),
      "again within 5 min": Math.round(repeatedUs),
      "with an entry": Math.round(toldUs),
      "ratio again": round(repeatedUs / plainUs, 2),
      "ratio with": round(toldUs / plainUs, 2),
    })),
  );
  console.log("Of a whole request to the box over HTTP (CPU of its process), the trail's part");
  console.table(
    box.map(({ request, us }) => {
      const ofFunction = functions.find((cost) => cost.engine === "SQLite" && cost.request === request);
      const part = (told = 0) => `${round((100 * (told - (ofFunction?.plainUs ?? 0))) / us)} %`;
      return {
        request,
        us: Math.round(us),
        again: part(ofFunction?.repeatedUs),
        "with an entry": part(ofFunction?.toldUs),
      };
    }),
  );
}
if (isWanted("family-paint")) {
  console.log("\nUntil a family sees the light, 400 kbit/s and 400 ms for each question, the processor slowed down");
  const measured = await measureFamilyPaint();
  const limitAt = (slowdown: number) =>
    measured.find(({ what, cpuSlowdown }) => cpuSlowdown === slowdown && what.includes("bare"))?.paintMs ?? 1;
  console.table(
    measured.map(({ what, cpuSlowdown, paintMs, scriptKb, totalKb }) => ({
      what,
      "CPU slower": `${cpuSlowdown}×`,
      "light painted ms": Math.round(paintMs),
      ratio: round(paintMs / limitAt(cpuSlowdown), 2),
      "script KB": round(scriptKb),
      "all KB": round(totalKb),
    })),
  );
}
process.exit(0);
