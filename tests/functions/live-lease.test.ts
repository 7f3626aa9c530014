import { beforeEach, describe, expect, test } from "vitest";
import { day, second } from "../../domain/model/time.ts";
import { ContendedLeaseError, LeaseStore } from "../../stores/lease-store.ts";
import { tables } from "../../stores/tables.ts";
import { intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await world.tables.write([{ kind: "delete", table: tables.leases, key: { facilityId: "home-1" } }]);
});

const renew = (body: unknown = {}) => world.must("renew-live-lease", { id: "home-1", body });
const rate = (value: number) => world.telemetry(world.heartRate("bed-1", value, `m-${world.now}-${value}`));

describe("live changes are sent", () => {
  test("from the renewal until 90 s later, and not a millisecond beyond", async () => {
    await rate(70);
    expect(world.live).toHaveLength(0);
    expect(await renew()).toEqual({ until: "2026-11-22T02:11:30+08:00" });
    await rate(71);
    expect(world.live).toHaveLength(1);
    world.pass(90 * second - 1);
    await rate(72);
    expect(world.live).toHaveLength(2);
    world.pass(1);
    await rate(73);
    expect(world.live).toHaveLength(2);
  });

  test("as long as the page that asked for most still holds: another one shortens nothing", async () => {
    await renew({ seconds: 600 });
    expect(await renew()).toEqual({ until: "2026-11-22T02:20:00+08:00" });
    world.pass(599 * second);
    await rate(71);
    expect(world.live).toHaveLength(1);
  });
});

test.each([
  ["an unknown facility", { id: "nowhere", body: {} }, 404, "unknown-facility"],
  ["no time at all", { id: "home-1", body: { seconds: 0 } }, 400, "invalid-request"],
  ["more than a day", { id: "home-1", body: { seconds: 86_401 } }, 400, "invalid-request"],
])("%s is refused and holds nothing", async (_what, call, status, code) => {
  const answer = await world.call("renew-live-lease", call);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  await rate(71);
  expect(world.live).toHaveLength(0);
});

describe("the store", () => {
  test("reads a lease that holds once, and one that does not each time", async () => {
    let reads = 0;
    const store = new LeaseStore({
      ...world.runtime.engine,
      get: (...call) => {
        reads += 1;
        return world.runtime.engine.get(...call);
      },
    });
    const isHeld = () => store.isHeld("home-1", world.now);
    expect([await isHeld(), await isHeld(), reads]).toEqual([false, false, 2]);
    await renew();
    expect([await isHeld(), await isHeld(), reads]).toEqual([true, true, 3]);
    world.pass(60 * second);
    await renew();
    world.pass(60 * second);
    expect([await isHeld(), await isHeld(), reads]).toEqual([true, true, 4]);
  });

  test.each([
    ["the longer one of two renewals at the same time", 600, 90],
    ["the one that was read before it", 90, 600],
    ["equal ones", 90, 90],
  ])("holds for %s, whichever is written last", async (_which, slowSeconds, fastSeconds) => {
    const [slowUntil, fastUntil] = [world.now + slowSeconds * second, world.now + fastSeconds * second];
    const fast = new LeaseStore(world.tables);
    let isOvertaken = false;
    const slow = new LeaseStore(
      intercepted(world.tables, async () => {
        if (isOvertaken) return;
        isOvertaken = true;
        await fast.renew("home-1", fastUntil);
      }),
    );
    const longest = Math.max(slowUntil, fastUntil);
    expect(await slow.renew("home-1", slowUntil)).toBe(longest);
    expect(await new LeaseStore(world.tables).isHeld("home-1", longest - 1)).toBe(true);
  });

  test("says so when others keep writing the lease, instead of shortening it", async () => {
    let until = world.now;
    const store = new LeaseStore(
      intercepted(world.tables, async () => {
        until += second;
        await new LeaseStore(world.tables).renew("home-1", until);
      }),
    );
    await expect(store.renew("home-1", world.now + day)).rejects.toThrow(ContendedLeaseError);
    expect(await new LeaseStore(world.tables).isHeld("home-1", until - 1)).toBe(true);
  });
});
