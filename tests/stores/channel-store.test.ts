import { beforeAll, describe, expect, test } from "vitest";
import { type Channel, channelFor } from "../../domain/notify/channel.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { enginesUnderTest } from "../engines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");

function channel(id: string, over: Partial<Channel> = {}): Channel {
  return {
    id,
    name: "短信",
    settings: { kind: "sms", gateway: { kind: "http", url: "https://sms.example.com", secret: "whsec_c2VjcmV0" } },
    isOn: true,
    language: "zh",
    setAt: now,
    setBy: "管理员",
    version: 1,
    ...over,
  };
}

test("a facility's own channel comes before the service's; one that is off serves nobody", () => {
  const service = channel("service");
  const own = channel("own", { facilityId: "home-1" });
  const off = channel("off", { facilityId: "home-2", isOn: false });
  const all = [service, own, off];
  expect(channelFor("sms", "home-1", all)).toBe(own);
  expect(channelFor("sms", "home-2", all)).toBe(service);
  expect(channelFor("sms", "home-2", [own, off])).toBeUndefined();
  expect(channelFor("email", "home-1", all)).toBeUndefined();
});

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let store: ChannelStore;

  beforeAll(async () => {
    store = new ChannelStore(await open());
  });

  test("channels are added once, changed by whoever knows them as they are, and removed", async () => {
    const first = channel("c1");
    expect(await store.add(first)).toBe("added");
    expect(await store.add({ ...first, name: "another" })).toBe("already-exists");
    const next = { ...first, isOn: false, version: 2 };
    expect(await store.save(next)).toBe("saved");
    expect(await store.save(next)).toBe("conflict");
    expect(await store.find("c1")).toEqual(next);
    await store.remove("c1");
    expect(await store.find("c1")).toBeUndefined();
    expect(await store.save({ ...next, version: 3 })).toBe("conflict");
  });

  test("a facility is served by its own and the service's, by no other's", async () => {
    const [all, own, others] = [
      channel("s1"),
      channel("o1", { facilityId: "home-1" }),
      channel("x1", { facilityId: "home-2" }),
    ];
    for (const each of [all, own, others]) await store.add(each);
    expect((await store.listOf(undefined)).items).toEqual([all]);
    expect((await store.listFor("home-1")).items).toEqual([own, all]);
  });

  test("how a channel does is written beside its settings and goes with it", async () => {
    await store.add(channel("h1"));
    const health = { channelId: "h1", failuresInARow: 1, lastFailedAt: now, lastError: "timeout", version: 1 };
    expect(await store.saveHealth(health)).toBe("saved");
    expect(await store.saveHealth(health)).toBe("conflict");
    expect(await store.saveHealth({ ...health, failuresInARow: 2, version: 2 })).toBe("saved");
    expect(await store.healthOf(["h1", "none"])).toEqual(
      new Map([["h1", { ...health, failuresInARow: 2, version: 2 }]]),
    );
    await store.remove("h1");
    expect(await store.healthOf(["h1"])).toEqual(new Map());
  });
});
