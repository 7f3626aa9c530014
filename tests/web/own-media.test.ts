import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { lacks, type OwnMedia, openOwnMedia } from "../../web/visit/own-media.ts";
import { PaperDevices, PaperStream } from "./fixture/paper-devices.ts";

beforeEach(() => {
  vi.stubGlobal("MediaStream", PaperStream);
  // A browser that lets pages choose the loudspeaker.
  vi.stubGlobal(
    "HTMLMediaElement",
    class {
      setSinkId(): void {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const headset = { kind: "audioinput", deviceId: "headset" } as const;
const builtIn = { kind: "audioinput", deviceId: "built-in" } as const;
const camera = { kind: "videoinput", deviceId: "camera" } as const;
const second = { kind: "videoinput", deviceId: "second" } as const;
const loud = { kind: "audiooutput", deviceId: "loud" } as const;

async function opened(plugged: PaperDevices["plugged"], isRefused = false) {
  const devices = new PaperDevices(plugged);
  devices.isRefused = isRefused;
  const media = openOwnMedia(devices as unknown as MediaDevices);
  await turn();
  return { devices, media };
}

const labels = (media: OwnMedia) =>
  media
    .read()
    .stream?.getTracks()
    .map(({ label }) => label) ?? [];
const lacking = (media: OwnMedia) => (["audio", "video"] as const).filter((kind) => lacks(media.read().stream, kind));

describe("what there is is used", () => {
  test.each([
    ["both", [builtIn, camera], ["built-in", "camera"], []],
    ["a microphone alone", [builtIn], ["built-in"], ["video"]],
    ["a camera alone", [camera], ["camera"], ["audio"]],
    ["nothing", [], [], ["audio", "video"]],
  ] as const)("%s", async (_claim, plugged, had, without) => {
    const { media } = await opened([...plugged]);
    expect(labels(media)).toEqual(had);
    expect(lacking(media)).toEqual(without);
    expect(media.read().trouble).toBe(had.length === 0 ? "none" : undefined);
  });

  test("who refuses is not asked again when something is plugged in", async () => {
    const { devices, media } = await opened([builtIn], true);
    expect(media.read().trouble).toBe("denied");
    devices.plug("videoinput", "camera");
    await turn();
    expect(devices.asked).toBe(1);
  });

  test("without a secure address nothing is asked, and it is said why", () => {
    expect(openOwnMedia(undefined).read().trouble).toBe("insecure");
  });
});

describe("a headset that is pulled out", () => {
  test("is replaced by the microphone that is left, and the camera is not touched", async () => {
    const { devices, media } = await opened([headset, builtIn, camera]);
    const [, picture] = devices.tracks;
    devices.pull("headset");
    expect(lacking(media)).toEqual(["audio"]);
    await turn();
    expect(labels(media)).toEqual(["camera", "built-in"]);
    expect(lacking(media)).toEqual([]);
    expect(picture?.readyState).toBe("live");
    expect(media.read().lost).toEqual({ audio: { kind: "replaced", by: "built-in" } });
    expect(media.read().lists.microphones.map(({ deviceId }) => deviceId)).toEqual(["built-in"]);
  });

  test("and was chosen gives way to any other", async () => {
    const { devices, media } = await opened([builtIn, headset, camera]);
    media.choose({ microphone: "headset" });
    await turn();
    expect(labels(media)).toEqual(["camera", "headset"]);
    devices.pull("headset");
    await turn();
    expect(labels(media)).toEqual(["camera", "built-in"]);
  });

  test("and was the only one is said at once to be gone, and taken again when it is back", async () => {
    const { devices, media } = await opened([headset, camera]);
    devices.pull("headset");
    await turn();
    expect(media.read().lost.audio).toEqual({ kind: "gone" });
    expect(lacking(media)).toEqual(["audio"]);
    expect(media.read().trouble).toBeUndefined();
    devices.plug("audioinput", "headset");
    await turn();
    expect(lacking(media)).toEqual([]);
    expect(media.read().lost).toEqual({ audio: { kind: "replaced", by: "headset" } });
  });
});

test("a camera that the system holds back is lacking, and is there again when it lets go", async () => {
  const { devices, media } = await opened([builtIn, camera]);
  const heard: number[] = [];
  media.subscribe(() => heard.push(lacking(media).length));
  devices.tracks[1]?.hold(true);
  expect(lacking(media)).toEqual(["video"]);
  devices.tracks[1]?.hold(false);
  expect(heard).toEqual([1, 0]);
});

test("another camera takes the place of the one before, which is let go of; the microphone goes on", async () => {
  const { devices, media } = await opened([builtIn, camera, second]);
  media.choose({ camera: "second" });
  await turn();
  expect(labels(media)).toEqual(["built-in", "second"]);
  expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(["live", "ended", "live"]);
});

test("a chosen loudspeaker that goes away, or plays nothing, gives way to the browser's own", async () => {
  const { devices, media } = await opened([builtIn, loud]);
  media.choose({ speaker: "loud" });
  expect(media.read().chosen.speaker).toBe("loud");
  devices.pull("loud");
  await turn();
  expect(media.read()).toMatchObject({ chosen: { speaker: "" }, lost: { speaker: { kind: "replaced" } } });
  devices.plug("audiooutput", "loud");
  await turn();
  media.choose({ speaker: "loud" });
  expect(media.read().lost.speaker).toBeUndefined();
  media.speakerFailed();
  expect(media.read()).toMatchObject({ chosen: { speaker: "" }, lost: { speaker: { kind: "replaced" } } });
});

test("after the page has left, nothing is held, not even what was still asked for", async () => {
  const devices = new PaperDevices([builtIn, camera]);
  const media = openOwnMedia(devices as unknown as MediaDevices);
  await Promise.resolve();
  media.close();
  await turn();
  devices.plug("videoinput", "second");
  await turn();
  expect(devices.tracks.every(({ readyState }) => readyState === "ended")).toBe(true);
});
