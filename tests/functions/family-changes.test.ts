import { beforeEach, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { familyLease, LeaseStore } from "../../stores/lease-store.ts";
import { relativeOf } from "../relatives.ts";
import { World } from "./world.ts";

const id = "resident-1";
let world: World;

beforeEach(async () => {
  world = await new World().furnish();
  await world.person("daughter", { relations: [relativeOf(id)] });
});

async function bed(inBed: boolean): Promise<void> {
  world.pass(minute);
  const t = (world.now - second) / 1000;
  const told = [{ n: "bed-occupancy", vb: inBed, t }];
  await world.telemetry(world.message("bed-1", "telemetry", told, `bed-${world.now}`));
}

async function fall(): Promise<string> {
  const event = { type: "fall", at: new Date(world.now).toISOString(), id: `f-${world.now}` };
  await world.urgent(world.message("band-1", "event", event, `f-${world.now}`));
  const [alert] = await world.openAlerts(id);
  return alert?.id ?? "";
}

test("while no relative watches nobody is told", async () => {
  await fall();
  await bed(true);
  expect(world.familiesTold).toEqual([]);
});

test("a relative who watches is told of alerts, of what is done about them, and that somebody got up", async () => {
  const lease = await world.must("renew-family-lease", { id, body: {}, as: "daughter" });
  expect(lease.until).toBe("2026-11-22T02:11:30+08:00");
  const told = (): number => world.familiesTold.splice(0).length;
  await world.telemetry(world.heartRate("bed-1", 62, "m-1"));
  expect(told()).toBe(0);
  const alert = await fall();
  expect(told()).toBe(1);
  await world.must("acknowledge-alert", { id: alert, body: {}, as: "carer-li" });
  expect(told()).toBe(1);
  await new LeaseStore(world.tables).renew(familyLease(id), world.now + 60 * minute);
  await bed(true);
  told();
  await bed(true);
  expect(told()).toBe(0);
  await bed(false);
  expect(told()).toBe(1);
  await bed(false);
  expect(told()).toBe(0);
  await bed(true);
  expect(told()).toBe(1);
});

test("that nobody can be told holds up nothing, and the log says so without what happened", async () => {
  await world.must("renew-family-lease", { id, body: {}, as: "daughter" });
  world.broken.add("live");
  expect(await fall()).not.toBe("");
  expect(world.log.filter(({ level }) => level === "warn").map(({ message }) => message)).toContain(
    "relatives were not told of a change",
  );
});

test("staff and strangers watch nobody's family", async () => {
  expect((await world.call("renew-family-lease", { id, body: {}, as: "carer-li" })).status).toBe(403);
  expect((await world.call("renew-family-lease", { id: "resident-2", body: {}, as: "daughter" })).status).toBe(404);
});
