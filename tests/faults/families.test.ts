import { join } from "node:path";
import { expect, test } from "vitest";
import { type AnyBox, connectedByWord, get, post, temporaryFolder, withDevices } from "../local/box-under-test.ts";
import { childBox } from "./child-box.ts";
import { callingHome, startGateway } from "./gateway.ts";

/** Somebody who is to be called in an emergency, by telephone. */
async function emergencyContact(box: AnyBox): Promise<void> {
  const relations = [{ residentId: "r1", relation: "女儿" }];
  const answers = [
    await post(box, "/api/people", { id: "daughter", name: "王小梅", relations, phone: "+8613900000009" }),
    await post(box, "/api/residents/r1/consents", {
      personId: "daughter",
      number: 0,
      change: { kind: "contact", isEmergencyContact: true },
    }),
  ];
  for (const { status, body } of answers) expect(status, JSON.stringify(body)).toBeLessThan(300);
}

test("a box that is killed between a fall and its telling loses no message to relatives, and says none to them twice but the one under way", async () => {
  const dataFolder = join(temporaryFolder(), "data");
  const gateway = await startGateway();
  let box = await childBox(dataFolder);
  await withDevices(box, "w1");
  await callingHome(box, gateway, [0]);
  await emergencyContact(box);
  const client = await connectedByWord(box, "w1");
  const event = { id: "fall-1", type: "fall", at: new Date().toISOString() };
  await client.publishAsync("anhu/v1/w1/event", JSON.stringify(event), { qos: 1 });
  await box.end("SIGKILL");
  box = await childBox(dataFolder);
  const told = () => gateway.taken.map(({ id }) => id).filter((id) => id.startsWith("family-"));
  // What was claimed and not reported goes out again when its lease ends.
  await expect.poll(told, { timeout: 100_000, interval: 50 }).not.toEqual([]);
  const [alert] = (await get(box, "/api/alerts")).items;
  const before = told().length;
  expect((await post(box, `/api/alerts/${alert.id}/acknowledge`, { by: "王芳" })).status).toBe(200);
  await box.end("SIGKILL");
  await childBox(dataFolder);
  await expect.poll(() => told().length, { timeout: 100_000, interval: 50 }).toBeGreaterThan(before);
  const counts = Map.groupBy(told(), (id) => id);
  expect(counts.size).toBe(2);
  expect([...counts.values()].filter((all) => all.length > 2)).toEqual([]);
}, 240_000);
