import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { type AnyBox, connectedByWord, get, post, temporaryFolder, withDevices } from "../local/box-under-test.ts";
import { type ChildBox, childBox } from "./child-box.ts";
import { callingHome, type Gateway, startGateway } from "./gateway.ts";

async function fall(box: AnyBox, deviceId: string, eventId: string): Promise<void> {
  const client = await connectedByWord(box, deviceId);
  const event = { id: eventId, type: "fall", at: new Date().toISOString() };
  await client.publishAsync(`anhu/v1/${deviceId}/event`, JSON.stringify(event), { qos: 1 });
}

async function openAlert(box: AnyBox): Promise<{ readonly id: string; readonly raisedAt: string }> {
  return (await get(box, "/api/alerts")).items[0];
}

const stepsOf = ({ taken }: Gateway) => taken.map(({ id }) => Number(id.split(".")[2]));

describe("calls of a box as a process", () => {
  // Thrice: a machine may keep a process waiting longer than that; a box that is late is late each time.
  test("leave it within a second of their time, each once", { retry: 2 }, async () => {
    const [box, gateway] = await Promise.all([childBox(join(temporaryFolder(), "data")), startGateway()]);
    await withDevices(box, "w1");
    await callingHome(box, gateway, [0, 1, 2, 4]);
    // A machine that lets this process wait lets the box wait as well.
    const pauses = monitorEventLoopDelay({ resolution: 10 });
    pauses.enable();
    await fall(box, "w1", "fall-1");
    await expect.poll(() => gateway.taken.length).toBe(4);
    pauses.disable();
    const raisedAt = Date.parse((await openAlert(box)).raisedAt);
    const late = gateway.taken.map(({ at }, index) => at - raisedAt - ([0, 1, 2, 4][index] ?? 0) * 1000);
    for (const lateMs of late) {
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThan(1000 + (10 * pauses.max) / 1e6);
    }
    expect(stepsOf(gateway)).toEqual([1, 2, 3, 4]);
    expect(gateway.forged).toBe(0);
  });

  test("come when it was killed between any of them, and none twice", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const gateway = await startGateway();
    let box: ChildBox = await childBox(dataFolder);
    await withDevices(box, "w1");
    await callingHome(box, gateway, [0, 2, 4, 6, 8]);
    await fall(box, "w1", "fall-1");
    for (const count of [1, 2]) {
      await expect.poll(() => gateway.taken.length, { interval: 5 }).toBeGreaterThanOrEqual(count);
      await box.end("SIGKILL");
      box = await childBox(dataFolder);
    }
    const { id } = await openAlert(box);
    const calledOf = async (): Promise<readonly { readonly called: { readonly step: number } }[]> => {
      const { timeline } = await get(box, `/api/alerts/${id}`);
      return timeline.filter(({ what }: { what: string }) => what === "called");
    };
    // A box that starts late takes what came due meanwhile as one call.
    await expect.poll(async () => (await calledOf()).at(-1)?.called.step).toBe(5);
    await expect.poll(() => new Set(gateway.taken.map((message) => message.id)).size).toBe((await calledOf()).length);
    // The message that was on its way when the box was killed goes out again under its id: no other does.
    const counts = Map.groupBy(gateway.taken, (message) => message.id);
    expect([...counts.values()].filter((all) => all.length > 2)).toEqual([]);
  });

  test("stop at once when somebody answers, also over a kill", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const gateway = await startGateway();
    const box = await childBox(dataFolder);
    await withDevices(box, "w1");
    await callingHome(box, gateway, [0, 3]);
    await fall(box, "w1", "fall-1");
    await expect.poll(() => gateway.taken.length).toBe(1);
    const { id } = await openAlert(box);
    expect((await post(box, `/api/alerts/${id}/acknowledge`, { by: "王芳" })).status).toBe(200);
    await box.end("SIGKILL");
    const again = await childBox(dataFolder);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(gateway.taken).toHaveLength(1);
    expect((await openAlert(again)).id).toBe(id);
  });
});
