import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRecording, recordingFolder } from "../../devices-sim/replay/load-recording.ts";
import type { Recording } from "../../devices-sim/replay/recording.ts";
import { replay } from "../../devices-sim/replay/replay.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { decoded, messagesOf, noon, truthOf } from "./made.ts";

const root = join(import.meta.dirname, "../..");
const choice = { residents: 4, seed: 1, year: 2026 };
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anhu-replay-"));
  const write = (name: string, lines: readonly string[]): void => {
    const text = `${lines.join("\n")}\n`;
    writeFileSync(join(folder, name), name.endsWith(".gz") ? gzipSync(text) : text);
  };
  write("patients.csv", [
    "patient,age,gender,hours,sepsis,first_label_hour,onset_hour",
    "p1,81,0,3,1,2,8",
    "p2,70,1,2,0,,",
  ]);
  write("vitals_hourly.csv.gz", [
    "patient,hour,HR,O2Sat,Temp,SBP,MAP,DBP,Resp,FiO2,Lactate,WBC,label",
    "p1,1,93,92.5,,110,76,56,22,0.4,,,0",
    "p1,2,99,,38.2,,,,,,2.1,,1",
    "p2,1,70,,,,,,,,,,0",
  ]);
  write("Demographics.csv", ["patient_id,age,sex", 'a1,"(80, 90]",Female']);
  write("Physiology.csv", [
    "patient_id,date,device_type,value,unit",
    "a1,2019-05-15 11:53:13,Body weight,53.3,kg",
    "a1,2019-05-15 13:00:00,Heart rate,42,beats/min",
    "a1,2019-05-15 13:00:00,Systolic blood pressure,150,mm[Hg]",
    "a1,2019-05-15 13:00:00,Total body water,54.0,%",
  ]);
  write("Activity.csv.gz", [
    "patient_id,location_name,date",
    "a1,kitchen,2019-05-15 14:00:00",
    "a1,kitchen,2019-05-15 14:00:30",
    "a1,front-door,2019-05-16 09:00:00",
  ]);
  write("Sleep_nightly.csv", [
    "patient_id,window_start,mean_HR,HR_var,mean_RR,RR_var,WASO,SOL,TIB,TST,SE,snoring_counts,agitation",
    "a1,2019-05-15 18:00:00,63.4,1,14.6,1,1,1,30,20,70,1,0",
  ]);
  write("Labels.csv", ["patient_id,date,type", "a1,2019-05-16 09:10:21,Blood pressure"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function play(recording: Recording, days: number) {
  const outputs = replay(recording, recording.county.devices, noon).advance(noon + days * day);
  const { readings, refusals } = decoded(messagesOf(outputs));
  const observations = readings.flatMap((reading) =>
    reading.kind === "observation"
      ? [{ hours: (reading.at - noon) / hour, code: reading.code, value: reading.value, deviceId: reading.deviceId }]
      : [],
  );
  return { observations, refusals, truth: truthOf(outputs) };
}

describe("sepsis2019", () => {
  test("hour 1 is the start, values are as recorded, labels are the truth", async () => {
    const { observations, refusals, truth } = play(
      await loadRecording("sepsis2019", { ...choice, data: folder }, root),
      1,
    );
    expect(refusals).toEqual([]);
    expect(observations).toContainEqual({ hours: 0, code: "spo2", value: 92.5, deviceId: "sepsis2019-p1-monitor" });
    expect(observations).toContainEqual({
      hours: 0,
      code: "inspired-oxygen",
      value: 40,
      deviceId: "sepsis2019-p1-monitor",
    });
    expect(observations).toContainEqual({
      hours: 1,
      code: "body-temperature",
      value: 38.2,
      deviceId: "sepsis2019-p1-monitor",
    });
    expect(truth.map(({ what, at }) => [what, (at - noon) / hour])).toEqual([
      ["sepsis-label", 1],
      ["sepsis-onset", 7],
    ]);
  });

  test("what has no name in the catalogue is counted", async () => {
    expect((await loadRecording("sepsis2019", { ...choice, data: folder }, root)).leftOut).toEqual({
      MAP: 1,
      Lactate: 1,
    });
  });
});

describe("tihm", () => {
  test("keeps the time of day, skips what lies before the start, ends each firing", async () => {
    const recording = await loadRecording("tihm", { ...choice, data: folder }, root);
    const { observations, refusals, truth } = play(recording, 2);
    expect(refusals).toEqual([]);
    expect(observations.some(({ code }) => code === "body-weight")).toBe(false);
    expect(observations).toContainEqual({
      hours: 1,
      code: "heart-rate",
      value: 42,
      deviceId: "tihm-a1-spot-check-monitor",
    });
    const kitchen = observations.filter(({ deviceId }) => deviceId === "tihm-a1-kitchen");
    expect(kitchen.map(({ hours, value }) => [Math.round(hours * 3600), value])).toEqual([
      [7200, true],
      [7230, true],
      [7290, false],
    ]);
    expect(
      observations
        .filter(({ code }) => code === "bed-occupancy")
        .map(({ hours, value }) => [Math.round((hours * hour) / minute), value]),
    ).toEqual([
      [600, true],
      [610, true],
      [620, true],
      [630, false],
    ]);
    expect(truth).toMatchObject([{ what: "label", residentId: "tihm-a1", detail: { type: "Blood pressure" } }]);
    expect(recording.leftOut).toEqual({ "Total body water": 1 });
  });
});

test("a folder that is not there is one clear sentence", async () => {
  await expect(loadRecording("tihm", { ...choice, data: join(folder, "nowhere") }, root)).rejects.toThrow(
    /there is no recording in .*nowhere/,
  );
});

describe("the recordings themselves", () => {
  test.each(["tihm", "sepsis2019"] as const)(
    "%s plays without a refusal that its own faults do not explain",
    { timeout: 180_000 },
    async (name) => {
      const data = recordingFolder(name, undefined, root);
      if (!existsSync(data)) {
        console.log(`skipped: no recording ${name} in ${data}`);
        return;
      }
      const recording = await loadRecording(name, choice, root);
      expect(recording.county.people).toHaveLength(4);
      const { observations, refusals, truth } = play(recording, 4);
      expect(observations.length).toBeGreaterThan(100);
      expect(refusals.every(({ reason }) => reason === "implausible")).toBe(true);
      expect(recording.facts.length).toBeGreaterThan(0);
      expect(truth.length).toBeLessThanOrEqual(recording.facts.length);
    },
  );
});
